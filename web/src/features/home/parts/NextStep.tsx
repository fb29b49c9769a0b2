import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useStatusGetQuery } from "@reverie/api/api";
import type { Job, Me } from "@reverie/api/generated";
import { useAppSelector } from "@/lib/store/hooks";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { PhotoButton } from "@/ui/PhotoButton";
import { useBringPhoto } from "@/lib/use-bring-photo";

type Step = "claim" | "draft" | "telegram" | "short" | "another";

/** The one thing that makes most sense now. */
function useStep(jobs: readonly Job[], me: Me | undefined): { step: Step; claim?: Job } {
  const { data: status } = useStatusGetQuery();
  const { draft, intent } = useAppSelector((state) => state.generation);
  const claim = jobs.find((job) => job.waitingFor === "claim");
  if (claim) return { step: "claim", claim };
  const used = jobs.some((job) => job.inputs?.photo === draft.inputs.photo);
  if (intent || (typeof draft.inputs.photo === "string" && !used)) return { step: "draft" };
  if (status?.bot && me && !me.links.telegram) return { step: "telegram" };
  if (me?.wallet && me.wallet.available <= 0) return { step: "short" };
  return { step: "another" };
}

export function NextStep({ jobs, me }: { jobs: readonly Job[]; me: Me | undefined }) {
  const { t } = useTranslation("home");
  const bring = useBringPhoto();
  const { step, claim } = useStep(jobs, me);
  const link = (to: string): ReactNode => (
    <ButtonLink kind="primary" to={to}>
      {t(`next.${step}.do`)}
    </ButtonLink>
  );
  const ways: Record<Step, ReactNode> = {
    claim: link(`/jobs/${claim?.id ?? ""}`),
    draft: link("/create"),
    telegram: link("/link"),
    short: link("/wallet"),
    another: <PhotoButton label={t("animate")} onPhoto={bring} />,
  };
  return (
    <Card title={t(`next.${step}.title`)}>
      <p className="mt-1 mb-4 text-small text-tx2">{t(`next.${step}.body`, { count: claim?.quoted ?? 0 })}</p>
      <div className="flex flex-wrap gap-3">
        {ways[step]}
        {step === "telegram" && <PhotoButton kind="secondary" label={t("animate")} onPhoto={bring} />}
      </div>
    </Card>
  );
}
