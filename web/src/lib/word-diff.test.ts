import { describe, expect, it } from "vitest";
import { wordDiff } from "./word-diff";

const marked = (before: string, after: string): string =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === "keep" ? text : `${kind === "add" ? "+" : "-"}[${text}]`))
    .join("");

describe("a change of words", () => {
  it("marks what came and what went, word by word", () => {
    expect(marked("slow zoom, she dances", "slow zoom, warm light")).toBe("slow zoom, -[she dances]+[warm light]");
    expect(marked("snow", "slow snow, cool light")).toBe("+[slow ]snow, +[cool light]");
  });

  it("joins to the new text again, whatever the change was", () => {
    for (const [before, after] of [["", "a b"], ["a b", ""], ["a  b\nc", "a c b"], ["снег, медленно", "мягкий снег"]]) {
      const pieces = wordDiff(before ?? "", after ?? "");
      const now = pieces.filter(({ kind }) => kind !== "remove").map(({ text }) => text);
      expect(now.join("")).toBe(after);
    }
  });

  it("stays quick with the longest of texts", () => {
    const long = "word ".repeat(4000);
    expect(wordDiff(long, `${long}more`).map(({ kind }) => kind)).toEqual(["remove", "add"]);
  });
});
