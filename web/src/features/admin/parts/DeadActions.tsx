import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAdminDeadLettersDiscardMutation, useAdminDeadLettersReplayMutation } from "@reverie/api/api";
import type { DeadLetter } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { filmTitle } from "@/lib/film";
import { useProblemSentence } from "@/lib/problem-words";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { toast } from "@/ui/Toast";
import { ReasonDialog } from "./ReasonDialog";

/** Once more, or away with a reason. */
export function DeadActions({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation("admin");
  const sentence = useProblemSentence();
  const [replay, replaying] = useAdminDeadLettersReplayMutation();
  const [discard] = useAdminDeadLettersDiscardMutation();
  const [asking, setAsking] = useState(false);
  const title = filmTitle(letter.job);
  const again = async (): Promise<void> => {
    const { error } = await replay({ id: letter.job.id });
    const problem = problemOf(error);
    if (problem) {
      const words = sentence(problem);
      toast(words.title, { detail: words.detail ?? words.remedy, tone: "bad" });
    } else toast(t("dead.replayed"), { tone: "good" });
  };
  return (
    <span className="inline-flex gap-2">
      <Button
        size="small"
        busy={replaying.isLoading}
        onClick={() => void again()}
        aria-label={`${t("dead.replay")}: ${title}`}
      >
        <Icon of={RotateCw} size={15} />
        {t("dead.replay")}
      </Button>
      <Button size="small" kind="ghost" onClick={() => setAsking(true)} aria-label={`${t("dead.discard")}: ${title}`}>
        {t("dead.discard")}
      </Button>
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("dead.discardTitle")}
        about={t("dead.discardAbout", { title })}
        action={t("dead.discard")}
        danger
        run={(reason) => discard({ id: letter.job.id, body: { reason } })}
      />
    </span>
  );
}
