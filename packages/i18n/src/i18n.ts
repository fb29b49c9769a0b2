import { createInstance, type BackendModule, type i18n } from "i18next";

export const LANGUAGES = ["en", "ru", "hi"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One file per area and language. `en` is the source; a test keeps the others complete. */
export const AREAS = [
  "common", "errors", "ui", "model", "landing", "auth", "studio", "home", "history", "wallet", "account",
  "admin", "legal", "help",
] as const;
export type Area = (typeof AREAS)[number];

export type LoadTexts = (language: Language, area: Area) => Promise<Record<string, unknown>>;

export function isLanguage(value: string | null | undefined): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first wish that we speak: `["hi-IN", "en"]` gives `hi`. */
export function pickLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const short = wish?.toLowerCase().split(/[-_]/)[0];
    if (isLanguage(short)) return short;
  }
  return "en";
}

function backend(load: LoadTexts): BackendModule {
  return {
    type: "backend",
    init: () => undefined,
    read: (language, area, done) => {
      load(language as Language, area as Area).then((texts) => done(null, texts), (error: Error) => done(error, false));
    },
  };
}

/** A ready i18next. Areas load when they are asked for; `common`, `ui` and `errors` come first. */
export async function makeTexts(
  language: Language,
  load: LoadTexts,
  first: readonly Area[] = ["common"],
): Promise<i18n> {
  const texts = createInstance();
  await texts.use(backend(load)).init({
    lng: language,
    fallbackLng: "en",
    supportedLngs: [...LANGUAGES],
    ns: [...first],
    defaultNS: "common",
    interpolation: { escapeValue: false },
    returnNull: false,
    load: "languageOnly",
  });
  return texts;
}
