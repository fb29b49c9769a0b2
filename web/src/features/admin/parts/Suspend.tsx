import { Ban, CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAdminPeopleSuspendMutation, useAdminPeopleUnsuspendMutation } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { useProblemSentence } from "@/lib/problem-words";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { toast } from "@/ui/Toast";
import { ReasonDialog } from "./ReasonDialog";

/** Shuts an account out with a reason, or lets it in again. */
export function Suspend({ id, name, suspended }: { id: string; name: string; suspended: boolean }) {
  const { t } = useTranslation("admin");
  const sentence = useProblemSentence();
  const [suspend] = useAdminPeopleSuspendMutation();
  const [unsuspend, letting] = useAdminPeopleUnsuspendMutation();
  const [open, setOpen] = useState(false);
  const letIn = async (): Promise<void> => {
    const problem = problemOf((await unsuspend({ id })).error);
    if (problem) toast(sentence(problem).title, { tone: "bad" });
  };
  if (suspended) {
    return (
      <Button busy={letting.isLoading} onClick={() => void letIn()}>
        <Icon of={CircleCheck} />
        {t("suspend.undo")}
      </Button>
    );
  }
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        <Icon of={Ban} />
        {t("suspend.do")}
      </Button>
      <ReasonDialog
        open={open}
        onOpenChange={setOpen}
        title={t("suspend.title", { name })}
        about={t("suspend.about")}
        action={t("suspend.do")}
        danger
        run={(reason) => suspend({ id, body: { reason } })}
      />
    </>
  );
}
