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

/** What the first view is written in, where the Latin fonts lack its letters. */
const LETTERS: Partial<Record<Language, readonly [sample: string, fonts: readonly string[]]>> = {
  ru: ["я", ['700 1em "Tektur Variable"', '400 1em "Inter Variable"']],
  hi: ["अ", ['600 1em "Rajdhani"', '400 1em "Noto Sans Devanagari Variable"']],
};
/** Longer than this nobody waits for a letter: the words come in a plain hand and change later. */
const LETTERS_MILLIS = 600;

/** Letters that the Latin fonts lack come only with the language that needs them, and before its words. */
async function loadFonts(language: Language): Promise<void> {
  if (language === "ru") await import("../fonts-ru.css");
  if (language === "hi") await import("../fonts-hi.css");
  const [sample, fonts] = LETTERS[language] ?? ["", []];
  // Not every browser of a test has fonts.
  const known = (document as { fonts?: FontFaceSet }).fonts;
  if (!known || fonts.length === 0) return;
  const there = Promise.all(fonts.map((font) => known.load(font, sample)));
  await Promise.race([there, new Promise((late) => setTimeout(late, LETTERS_MILLIS))]);
}

let texts: i18n | undefined;

export function language(): Language {
  return pickLanguage([texts?.language, readPreferences().language, ...navigator.languages]);
}

export async function startTexts(): Promise<i18n> {
  const first = language();
  document.documentElement.lang = first;
  const fonts = loadFonts(first).catch(() => undefined);
  texts = await makeTexts(first, load);
  texts.use(initReactI18next);
  initReactI18next.init(texts);
  await fonts;
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
