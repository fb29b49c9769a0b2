import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { Moments } from "@/ui/Moments";
import { Card } from "@/ui/Card";

export function Timeline({ job }: { job: Job }) {
  const { t } = useTranslation("history");
  if (job.timeline.length === 0) return null;
  return (
    <Card title={t("timeline")}>
      <Moments moments={job.timeline} />
    </Card>
  );
}
