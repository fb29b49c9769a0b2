import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useWide } from "@/lib/media-query";
import { Art } from "./Art";
import { Tag } from "./Chip";
import { useJobLine } from "./JobCard";
import { Dialog } from "./Overlay";
import { Progress } from "./Progress";

interface QueueDrawerProps {
  jobs: readonly Job[];
  held: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  renderJob: (job: Job) => ReactNode;
  /** Under the list, such as "results also go to Telegram". */
  foot?: ReactNode;
}

function running(jobs: readonly Job[]): number {
  return jobs.filter((job) => job.state === "running").length;
}

function List({ jobs, renderJob }: Pick<QueueDrawerProps, "jobs" | "renderJob">) {
  const { t } = useTranslation("ui");
  if (jobs.length === 0) return <p className="px-5 py-4 text-small text-tx2">{t("queue.empty")}</p>;
  return (
    <ul className="divide-y divide-line">
      {jobs.map((job) => (
        <li key={job.id}>{renderJob(job)}</li>
      ))}
    </ul>
  );
}

/** The small player over the tab bar: the newest run that goes on; a tap opens the sheet. */
export function MiniQueue({ job, onOpen }: { job: Job; onOpen: () => void }) {
  const line = useJobLine(job);
  return (
    <button type="button" onClick={onOpen} className="card flex w-full items-center gap-3 px-[14px] py-3 text-start">
      <span
        className={cx("size-11 shrink-0 overflow-hidden rounded-[10px] bg-s2", job.state === "running" && "scanlines")}
      >
        <Art picture={{ what: "cover", id: job.id }} className="h-full w-full" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex gap-3 text-small">
          <span className="min-w-0 flex-1 truncate">{job.title}</span>
          <span className="mono text-tx2">{line}</span>
        </span>
        <Progress className="mt-[9px]" value={job.progress} label={job.title} running={job.state === "running"} />
      </span>
    </button>
  );
}

/** Everything under way: a column at the edge on a desktop, a sheet on anything narrower. */
export function QueueDrawer({ jobs, held, open, onOpenChange, renderJob, foot }: QueueDrawerProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const wide = useWide();
  const count = running(jobs);
  if (!wide) {
    return (
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        title={t("queue.title")}
        about={common("credits.held", { count: held })}
      >
        <div className="-mx-5">
          <List jobs={jobs} renderJob={renderJob} />
        </div>
        {foot}
      </Dialog>
    );
  }
  if (!open) return null;
  return (
    <aside
      aria-label={t("queue.title")}
      className="flex min-h-0 w-(--size-drawer) shrink-0 flex-col border-s border-line bg-rail"
    >
      <header className="flex items-center gap-[10px] px-5 pt-[18px] pb-[10px]">
        <h2 className="text-h3">{t("queue.title")}</h2>
        {count > 0 && <Tag>{t("queue.running", { count })}</Tag>}
        <span className="flex-1" />
        {held > 0 && <span className="text-tiny text-tx3">{common("credits.held", { count: held })}</span>}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line" tabIndex={-1}>
        <List jobs={jobs} renderJob={renderJob} />
      </div>
      {foot && <footer className="border-t border-line px-5 py-3">{foot}</footer>}
    </aside>
  );
}
