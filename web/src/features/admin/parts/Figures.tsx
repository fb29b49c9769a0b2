import { useTranslation } from "react-i18next";
import type { Overview } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { Stat } from "@/ui/Card";

/** The numbers of the day. */
export function Figures({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation("admin");
  const { number, percent, span } = useFormat();
  const jobs = overview?.jobs;
  const none = overview ? "–" : undefined;
  const stats: [label: string, value: string | undefined, note?: string][] = [
    [
      "jobs",
      jobs && number(jobs.succeeded24h + jobs.failed24h),
      jobs && t("figure.jobsNote", { queued: number(jobs.queued), running: number(jobs.running) }),
    ],
    [
      "success",
      overview?.successRate24h === undefined ? none : percent(overview.successRate24h),
      jobs && t("figure.successNote", { count: jobs.failed24h }),
    ],
    ["median", overview?.medianSeconds24h === undefined ? none : span(overview.medianSeconds24h)],
    [
      "charged",
      overview && number(overview.credits.charged24h),
      overview &&
        t("figure.chargedNote", {
          held: number(overview.credits.held),
          granted: number(overview.credits.granted),
        }),
    ],
    [
      "people",
      overview && number(overview.people),
      overview && t("figure.peopleNote", { count: overview.peopleToday }),
    ],
  ];
  return (
    <div className="grid grid-cols-2 gap-4 max-tablet:[&>:last-child:nth-child(odd)]:col-span-2
      tablet:grid-cols-3 desktop:grid-cols-5 max-tablet:gap-3">
      {stats.map(([label, value, note]) => (
        <Stat key={label} label={t(`figure.${label}`)} value={value} note={note} />
      ))}
    </div>
  );
}
