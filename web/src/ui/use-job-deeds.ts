import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import type { Problem } from "@reverie/api/problem";
import { useJobActions } from "@/lib/job-actions";
import { useProblemSentence } from "@/lib/problem-words";
import { toast } from "./Toast";

interface After {
  onStarted?: (job: string) => void;
  onGone?: (job: string) => void;
}

/** What can be done with a run, said in words: done with Undo, or why not. */
export function useJobDeeds({ onStarted, onGone }: After) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const actions = useJobActions();
  const sentence = useProblemSentence();
  const [busy, setBusy] = useState<string>();
  const refused = (problem: Problem): void => {
    const { title, detail, remedy } = sentence(problem);
    toast(title, { detail: [detail, remedy].filter(Boolean).join(" "), tone: "bad" });
  };
  const during = async (id: string, work: () => Promise<void>): Promise<void> => {
    setBusy(id);
    try {
      await work();
    } finally {
      setBusy(undefined);
    }
  };
  const restore = async (id: string): Promise<void> => {
    const outcome = await actions.restore(id);
    if ("problem" in outcome) refused(outcome.problem);
  };
  return {
    busy,
    priceOfAgain: actions.priceOfAgain,
    cancel: (job: Pick<Job, "id">) =>
      void during(job.id, async () => {
        const outcome = await actions.cancel(job.id);
        if ("problem" in outcome) refused(outcome.problem);
      }),
    again: (job: Job) =>
      void during(job.id, async () => {
        const outcome = await actions.again(job);
        if ("problem" in outcome) refused(outcome.problem);
        else if ("dearer" in outcome) toast(t("job.dearer", { count: outcome.dearer }));
        else onStarted?.(outcome.done.id);
      }),
    claim: (job: Pick<Job, "id">) =>
      void during(job.id, async () => {
        const outcome = await actions.claim(job.id);
        if ("problem" in outcome) refused(outcome.problem);
      }),
    remove: (job: Pick<Job, "id">) =>
      void during(job.id, async () => {
        const outcome = await actions.remove(job.id);
        if ("problem" in outcome) {
          refused(outcome.problem);
          return;
        }
        toast(t("job.removed"), { undo: { label: common("action.undo"), run: () => void restore(job.id) } });
        onGone?.(job.id);
      }),
  };
}
