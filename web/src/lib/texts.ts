import { makeTexts, pickLanguage, type Area, type Language } from "@reverie/i18n/i18n";
import type { i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { readPreferences, writePreferences } from "./preferences";

const files = import.meta.glob<{ default: Record<string, unknown> }>([
  "../../../packages/i18n/locales/*/*.json",
  "!../../../packages/i18n/locales/*/server-*.json",
]);

async function load(language: Language, area: Area): Promise<Record<string, unknown>> {
  const file = files[`../../../packages/i18n/locales/${language}/${area}.json`];
  if (!file) throw new Error(`No texts for ${language}/${area}`);
  return (await file()).default;
}

/** Letters that the Latin fonts lack come only with the language that needs them. */
async function loadFonts(language: Language): Promise<void> {
  if (language === "ru") await import("../fonts-ru.css");
  if (language === "hi") await import("../fonts-hi.css");
}

let texts: i18n | undefined;

export function language(): Language {
  return pickLanguage([texts?.language, readPreferences().language, ...navigator.languages]);
}

export async function startTexts(): Promise<i18n> {
  const first = language();
  void loadFonts(first);
  document.documentElement.lang = first;
  texts = await makeTexts(first, load);
  texts.use(initReactI18next);
  initReactI18next.init(texts);
  return texts;
}

export async function changeLanguage(next: Language): Promise<void> {
  writePreferences({ ...readPreferences(), language: next });
  document.documentElement.lang = next;
  await Promise.all([loadFonts(next), texts?.changeLanguage(next)]);
}

/** The words for code outside React. */
export function currentTexts(): (key: string) => string {
  return (key) => texts?.t(key) ?? key;
}
