import { useCallback, useEffect, useRef, useState } from "react";
import { problemOf, type Problem } from "@reverie/api/problem";

export interface Asked<T> {
  /** The newest answer, perhaps to the wish before: look at `fresh`. */
  answer?: T;
  problem?: Problem;
  fresh: boolean;
  busy: boolean;
  again: () => void;
}

interface Got<T> {
  /** The wish, and how many times it was asked for by hand. */
  key: string;
  answer?: T;
  problem?: Problem;
}

/**
 * Asks whenever the wish changes: the first time at once, later when the wish has rested a moment. Only the answer to
 * the newest wish counts; the one before stays to be seen until then.
 */
export function useAsked<T>(wish: string | undefined, restMillis: number, ask: () => Promise<T>): Asked<T> {
  const [got, setGot] = useState<Got<T>>();
  const [round, setRound] = useState(0);
  const key = wish === undefined ? undefined : `${round} ${wish}`;
  const now = useRef({ ask, got });
  useEffect(() => {
    now.current = { ask, got };
  });
  useEffect(() => {
    const { got: before } = now.current;
    if (key === undefined || before?.key === key) return;
    let here = true;
    const put = (next: Got<T>): void => {
      if (here) setGot((old) => ({ ...next, answer: next.problem ? old?.answer : next.answer }));
    };
    const timer = setTimeout(
      () => {
        now.current.ask().then(
          (answer) => put({ key, answer }),
          (error: unknown) => put({ key, problem: problemOf(error) }),
        );
      },
      before ? restMillis : 0,
    );
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [key, restMillis]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const fresh = key !== undefined && got?.key === key;
  return {
    answer: got?.answer,
    problem: fresh ? got.problem : undefined,
    fresh,
    busy: key !== undefined && !fresh,
    again,
  };
}
