import { AREAS, LANGUAGES, pickLanguage } from "@reverie/i18n/i18n";
import { describe, expect, it } from "vitest";
import { speak, texts } from "./words";

const PLURAL = /_(ordinal_)?(zero|one|two|few|many|other)$/;

function flat(tree: Record<string, unknown>, before = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "object" && value !== null
      ? flat(value as Record<string, unknown>, `${before}${key}.`)
      : [[before + key, String(value)]],
  );
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((found) => found[1] ?? "").toSorted();

describe("the words", () => {
  for (const area of AREAS) {
    const source = flat(texts("en", area));
    const bases = new Set(source.map(([key]) => key.replace(PLURAL, "")));
    for (const language of LANGUAGES) {
      it(`${area} is complete in ${language}`, () => {
        const theirs = flat(texts(language, area));
        expect(new Set(theirs.map(([key]) => key.replace(PLURAL, "")))).toEqual(bases);
        for (const [key, words] of theirs) {
          expect(words.trim(), key).not.toBe("");
          const twin =
            source.find(([one]) => one === key) ??
            source.find(([one]) => one.replace(PLURAL, "") === key.replace(PLURAL, ""));
          const without = (list: string[]) => list.filter((name) => name !== "count");
          expect(without(placeholders(words)), key).toEqual(without(placeholders(twin?.[1] ?? "")));
        }
      });

      it(`${area} has every plural form ${language} needs`, () => {
        const keys = new Set(flat(texts(language, area)).map(([key]) => key));
        for (const key of keys) {
          if (!PLURAL.test(key)) continue;
          const ordinal = key.includes("_ordinal_");
          const forms = new Intl.PluralRules(language, { type: ordinal ? "ordinal" : "cardinal" }).resolvedOptions()
            .pluralCategories;
          const base = key.replace(PLURAL, ordinal ? "_ordinal" : "");
          for (const form of forms) expect(keys, base).toContain(`${base}_${form}`);
        }
      });
    }
  }

  it("count in Russian as people do", async () => {
    const { t } = await speak("ru");
    expect([1, 2, 5, 11, 21, 22, 1.5].map((count) => t("credits.count", { count }))).toEqual([
      "1 кредит",
      "2 кредита",
      "5 кредитов",
      "11 кредитов",
      "21 кредит",
      "22 кредита",
      "1,5 кредита",
    ]);
  });

  it("say a place in line in English and Hindi", async () => {
    const say = async (language: "en" | "hi") => {
      const { t } = await speak(language);
      return [1, 2, 3, 4, 11, 22].map((count) => t("ui:job.place", { count, ordinal: true }));
    };
    expect(await say("en")).toEqual([
      "1st in line",
      "2nd in line",
      "3rd in line",
      "4th in line",
      "11th in line",
      "22nd in line",
    ]);
    expect(new Set((await say("hi")).map((words) => words.replace(/\d+/, "")))).toEqual(new Set(["कतार में "]));
  });

  it("come in the first language that we speak", () => {
    expect(pickLanguage([undefined, "de-DE", "hi-IN", "en"])).toBe("hi");
    expect(pickLanguage(["fr"])).toBe("en");
  });
});
