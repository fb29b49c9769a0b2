import { useCallback, useEffect, useRef, useState } from "react";
import type { Problem } from "@reverie/api/problem";
import { askToSignIn } from "@/lib/sign-in-sheet";
import { intentKept, type Intent } from "@/lib/store/generation";
import { useAppDispatch, useAppSelector } from "@/lib/store/hooks";
import { useSubmitOnce } from "@/lib/submit-once";
import type { Values } from "@/lib/model-schema";

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
  const { draft, intent } = useAppSelector((state) => state.generation);
  const { send, busy: sending } = useSubmitOnce();
  /** Said of what stood there when the answer came: whoever changes the words or a choice has heard it. */
  const [refused, setRefused] = useState<{ problem: Problem; draft: typeof draft }>();
  const busy = useRef(false);
  const now = useRef({ onStarted, draft });
  useEffect(() => {
    now.current = { onStarted, draft };
  });

  const start = useCallback(
    async (wish: Intent, quote?: string): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setRefused(undefined);
      const { model, inputs, key } = wish;
      const outcome = await send(JSON.stringify([model, inputs]), { body: bodyOf(wish, quote), key });
      busy.current = false;
      dispatch(intentKept(undefined));
      if ("problem" in outcome) setRefused({ problem: outcome.problem, draft: now.current.draft });
      else now.current.onStarted(outcome.done.id);
    },
    [dispatch, send],
  );

  const askFirst = useCallback(async (): Promise<void> => {
    if (!(await askToSignIn())) dispatch(intentKept(undefined));
  }, [dispatch]);

  const make = ({ model, credits, quote }: Shown, inputs: Values): void => {
    const wish: Intent = { model, inputs, maxCredits: credits, key: crypto.randomUUID(), at: Date.now() };
    if (presence === "person") void start(wish, quote);
    else dispatch(intentKept(wish));
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

  return { make, busy: sending, problem: refused?.draft === draft ? refused.problem : undefined };
}
