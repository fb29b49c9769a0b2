import { useCallback, useRef } from "react";
import { useJobsSubmitMutation } from "@reverie/api/api";
import type { Job, JobsSubmitApiArg } from "@reverie/api/generated";
import { outcomeOf, type Outcome } from "./outcome";

/** An answer that was lost: what was asked may have been done all the same. */
const MAY_HAVE_LANDED = new Set(["offline", "timeout", "unreadable"]);

export interface Sent {
  body: JobsSubmitApiArg["body"];
  key: string;
}

/**
 * Starts a run once for each wish. Where the answer was lost, asking for the same wish again sends exactly what was
 * sent before under its key, whatever the price or the quote has become meanwhile: nothing is made or paid twice.
 */
export function useSubmitOnce() {
  const [submit, { isLoading }] = useJobsSubmitMutation();
  const lost = useRef(new Map<string, Sent>());
  const send = useCallback(
    async (wish: string, fresh: Sent): Promise<Outcome<Job>> => {
      const sent = lost.current.get(wish) ?? fresh;
      const outcome = await outcomeOf(submit({ body: sent.body, "Idempotency-Key": sent.key }));
      if ("problem" in outcome && MAY_HAVE_LANDED.has(outcome.problem.code)) lost.current.set(wish, sent);
      else lost.current.delete(wish);
      return outcome;
    },
    [submit],
  );
  return { send, lost: (wish: string) => lost.current.get(wish), busy: isLoading };
}
