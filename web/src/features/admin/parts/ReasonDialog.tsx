import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemOf } from "@reverie/api/problem";
import { Button } from "@/ui/Button";
import { TextArea } from "@/ui/Field";
import { Dialog } from "@/ui/Overlay";
import { Trouble } from "@/ui/States";

interface ReasonDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  about: string;
  /** Words of the button that does it. */
  action: string;
  danger?: boolean;
  /** More fields above the reason. */
  fields?: ReactNode;
  /** What the other fields still need, in words. */
  needed?: string;
  run: (reason: string) => Promise<{ error?: unknown }>;
}

/** Whatever an admin does to somebody has a reason, and the reason stands in the audit log. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { open, onOpenChange, title, about, action, danger, fields, needed, run } = props;
  const { t } = useTranslation("admin");
  const { t: common } = useTranslation();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const problem = problemOf(error);
  const close = (): void => {
    setReason("");
    setError(undefined);
    onOpenChange(false);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = await run(reason.trim());
    setBusy(false);
    setError(answer.error);
    if (!answer.error) close();
  };
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()} title={title} about={about}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
        {fields}
        <TextArea
          label={t("reason.label")}
          hint={t("reason.hint")}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem && <Trouble problem={problem} />}
        <div className="flex justify-end gap-3">
          <Button kind="ghost" onClick={close}>
            {common("action.cancel")}
          </Button>
          <Button
            type="submit"
            kind={danger ? "danger" : "primary"}
            busy={busy}
            reason={needed ?? (reason.trim() === "" ? t("reason.needed") : undefined)}
          >
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
