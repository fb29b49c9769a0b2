/** A run of words that stayed, came or went. */
export interface Piece {
  kind: "keep" | "add" | "remove";
  text: string;
}

const WORDS_MAX = 600;

/** Words with the space and the signs that follow them, so that joining gives the text again. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a?.trim().replace(/[,.;!?।]+$/, "") === b?.trim().replace(/[,.;!?।]+$/, "");
}

/** Lengths of the longest common rest from each pair of places. */
function commonRests(before: readonly string[], after: readonly string[]): Uint16Array[] {
  const rests = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      rests[i]![j] = same(before[i], after[j])
        ? rests[i + 1]![j + 1]! + 1
        : Math.max(rests[i + 1]![j]!, rests[i]![j + 1]!);
    }
  }
  return rests;
}

/** What changed between two texts, word by word. Very long ones are shown as one that went and one that came. */
export function wordDiff(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const pieces: Piece[] = [];
  const push = (kind: Piece["kind"], text: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") pieces.push({ kind, text });
  };
  if (old.length > WORDS_MAX || now.length > WORDS_MAX) {
    push("remove", before);
    push("add", after);
    return pieces;
  }
  const rests = commonRests(old, now);
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && same(old[i], now[j])) {
      push("keep", now[j]!);
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && rests[i + 1]![j]! >= rests[i]![j + 1]!)) push("remove", old[i++]!);
    else push("add", now[j++]!);
  }
  return pieces;
}
