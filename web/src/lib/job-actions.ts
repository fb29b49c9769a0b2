import { useState } from "react";
import {
  useJobsCancelMutation, useJobsClaimMutation, useJobsDeleteMutation, useJobsRepeatMutation, useJobsRestoreMutation,
} from "@reverie/api/api";
import type { Job } from "@reverie/api/generated";
import { outcomeOf, type Outcome } from "./outcome";
import { useSubmitOnce } from "./submit-once";

/** What can be done with a run, for every page that shows one. */
export function useJobActions() {
  const [cancel] = useJobsCancelMutation();
  const [remove] = useJobsDeleteMutation();
  const [restore] = useJobsRestoreMutation();
  const [claim] = useJobsClaimMutation();
  const [repeat] = useJobsRepeatMutation();
  const { send, lost } = useSubmitOnce();
  const [prices, setPrices] = useState<Record<string, number>>({});
  const priceOfAgain = (job: Job): number => prices[job.id] ?? job.quoted;

  /** The same once more, with a new seed. If it became dearer than the button said, the button says so first. */
  const again = async (job: Job): Promise<Outcome<Job> | { dearer: number }> => {
    const before = lost(job.id);
    if (before) return send(job.id, before);
    const quoted = await outcomeOf(repeat({ id: job.id, body: {} }));
    if ("problem" in quoted) return quoted;
    const { id, credits } = quoted.done;
    if (credits > priceOfAgain(job)) {
      setPrices((old) => ({ ...old, [job.id]: credits }));
      return { dearer: credits };
    }
    return send(job.id, { body: { quote: id }, key: crypto.randomUUID() });
  };
  return {
    priceOfAgain,
    again,
    cancel: (id: string) => outcomeOf(cancel({ id })),
    remove: (id: string) => outcomeOf(remove({ id })),
    restore: (id: string) => outcomeOf(restore({ id })),
    claim: (id: string) => outcomeOf(claim({ id })),
  };
}
