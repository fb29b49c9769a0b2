import { useCallback, useEffect, useRef, useState } from "react";
import { useJobsSubmitMutation } from "@reverie/api/api";
import { problemOf, type Problem } from "@reverie/api/problem";
import { askToSignIn } from "@/lib/sign-in-sheet";
import { intentKept, type Intent } from "@/lib/store/generation";
import { useAppDispatch, useAppSelector } from "@/lib/store/hooks";
import type { Values } from "@/lib/model-schema";

/** A lost answer may be asked for again under the same key: nothing is made or paid twice. */
const MAY_HAVE_LANDED = new Set(["offline", "timeout", "unreadable"]);

/** The price as it stood on the button; its quote, while that is of exactly these inputs. */
export interface Shown {
  model: string;
  credits: number;
  quote?: string;
}

/** With its quote, or, where the words changed since, with the shown price as the most it may cost. */
function bodyOf({ model, inputs, maxCredits }: Pick<Intent, "model" | "inputs" | "maxCredits">, quote?: string) {
  return quote ? { quote } : { model, inputs, maxCredits };
}

/**
 * The press on the price button. Somebody with an account starts it at once; a guest is asked in one sheet to keep it,
 * and it goes on by itself afterwards, also after a reload of the page, never above the price that was shown.
 */
export function useMake(onStarted: (job: string) => void) {
  const dispatch = useAppDispatch();
  const presence = useAppSelector((state) => state.user.presence);
  const intent = useAppSelector((state) => state.generation.intent);
  const [submit, { isLoading }] = useJobsSubmitMutation();
  const [problem, setProblem] = useState<Problem>();
  const lost = useRef<{ wish: string; key: string }>(undefined);
  const busy = useRef(false);
  const started = useRef(onStarted);
  useEffect(() => {
    started.current = onStarted;
  });

  const start = useCallback(
    async (wish: Intent, quote?: string): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setProblem(undefined);
      const { key } = wish;
      const body = bodyOf(wish, quote);
      const answer = await submit({ body, "Idempotency-Key": key });
      busy.current = false;
      dispatch(intentKept(undefined));
      const refused = problemOf(answer.error);
      const same = JSON.stringify(body);
      lost.current = refused && MAY_HAVE_LANDED.has(refused.code) ? { wish: same, key } : undefined;
      setProblem(refused);
      if (answer.data) started.current(answer.data.id);
    },
    [dispatch, submit],
  );

  const askFirst = useCallback(async (): Promise<void> => {
    if (!(await askToSignIn())) dispatch(intentKept(undefined));
  }, [dispatch]);

  const make = ({ model, credits, quote }: Shown, inputs: Values): void => {
    const wish = { model, inputs, maxCredits: credits, at: Date.now() };
    if (presence === "person") {
      const before = lost.current?.wish === JSON.stringify(bodyOf(wish, quote)) ? lost.current.key : undefined;
      void start({ ...wish, key: before ?? crypto.randomUUID() }, quote);
      return;
    }
    dispatch(intentKept({ ...wish, key: crypto.randomUUID() }));
  };

  const waiting = intent !== undefined;
  const asked = useRef(false);
  useEffect(() => {
    if (!waiting) asked.current = false;
  }, [waiting]);
  useEffect(() => {
    if (!intent) return;
    if (presence === "person") void start(intent);
    else if (presence !== "unknown" && !asked.current) {
      // Right after the press, or back after a reload.
      asked.current = true;
      void askFirst();
    }
  }, [intent, presence, start, askFirst]);

  return { make, busy: isLoading, problem, dismiss: () => setProblem(undefined) };
}
