import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Job } from "@reverie/api/generated";
import { filmTitle } from "@/lib/film";
import { Card } from "@/ui/Card";
import { JobCard } from "@/ui/JobCard";
import { useJobDeeds } from "@/ui/use-job-deeds";

/** What is under way, live. */
export function Running({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation("home");
  const go = useNavigate();
  const deeds = useJobDeeds({});
  return (
    <Card title={t("running")} flush>
      <ul className="divide-y divide-line border-t border-line">
        {jobs.map((job) => (
          <li key={job.id}>
            <JobCard
              job={{ ...job, title: filmTitle(job) }}
              onOpen={() => void go(`/create/video?job=${job.id}`)}
              onCancel={() => deeds.cancel(job)}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
