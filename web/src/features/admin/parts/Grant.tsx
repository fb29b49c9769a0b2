import { Gift } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAdminPeopleGrantMutation } from "@reverie/api/api";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { toast } from "@/ui/Toast";
import { ReasonDialog } from "./ReasonDialog";

/** Gives credits, or takes some back with a minus. One dialog is one wish: pressing twice gives once. */
export function Grant({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation("admin");
  const [grant] = useAdminPeopleGrantMutation();
  const [open, setOpen] = useState(false);
  const [credits, setCredits] = useState("10");
  const key = useRef<{ wish: string; key: string }>(undefined);
  const amount = Number(credits.replace(",", ".").replace("−", "-"));
  const ready = credits.trim() !== "" && Number.isFinite(amount) && amount !== 0;
  const run = async (reason: string) => {
    const wish = JSON.stringify([amount, reason]);
    if (key.current?.wish !== wish) key.current = { wish, key: crypto.randomUUID() };
    const answer = await grant({ id, body: { credits: amount, reason }, "Idempotency-Key": key.current.key });
    if (!answer.error) {
      key.current = undefined;
      toast(t("grant.done", { count: amount, name }), { tone: "good" });
    }
    return answer;
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Icon of={Gift} />
        {t("grant.do")}
      </Button>
      <ReasonDialog
        open={open}
        onOpenChange={setOpen}
        title={t("grant.title", { name })}
        about={t("grant.about")}
        action={t("grant.do")}
        needed={ready ? undefined : t("grant.needed")}
        fields={
          <Field
            label={t("grant.credits")}
            hint={t("grant.hint")}
            inputMode="decimal"
            value={credits}
            onChange={(event) => setCredits(event.target.value)}
          />
        }
        run={run}
      />
    </>
  );
}
