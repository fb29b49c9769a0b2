import { makeTexts, AREAS, type Area, type Language } from "@reverie/i18n/i18n";
import type { i18n } from "i18next";
import { initReactI18next } from "react-i18next";

const files = import.meta.glob<{ default: Record<string, unknown> }>("../../../packages/i18n/locales/*/*.json", {
  eager: true,
});

export function texts(language: Language, area: Area): Record<string, unknown> {
  const file = files[`../../../packages/i18n/locales/${language}/${area}.json`];
  if (!file) throw new Error(`No ${language}/${area}`);
  return file.default;
}

/** The real words, all loaded, as the page has them. */
export async function speak(language: Language): Promise<i18n> {
  const made = await makeTexts(language, async (one, area) => texts(one, area), AREAS);
  initReactI18next.init(made);
  return made;
}
