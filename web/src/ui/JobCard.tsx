import { Check, CircleAlert, Clock, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { Art } from "./Art";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Progress, SpokenProgress, useCountdown, useElapsed } from "./Progress";

interface JobCardProps {
  job: Job;
  /** Line under the title, such as the model and the length. */
  subtitle?: string;
  /** What such a run usually takes, while nobody knows better. */
  usuallySeconds?: number;
  selected?: boolean;
  onOpen?: () => void;
  onCancel?: () => void;
  onRemove?: () => void;
  /** One way forward after a failure. */
  forward?: ReactNode;
}

/** After twice the expected time people are told that they may leave. */
const LATE = 2;

/** Somebody asked it to stop, and its worker has yet to let go. */
export function isStopping(job: Job): boolean {
  const going = job.state === "queued" || job.state === "running";
  return going && job.timeline.some(({ what }) => what === "cancel_asked");
}

/** A run that is not over: its place, its percent, the time left. Never a spinner without words. */
export function useJobLine(job: Job, usuallySeconds?: number): string {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { span, percent, time } = useFormat();
  const left = useCountdown(job.etaSeconds);
  const goingSeconds = useElapsed(job.state === "running" ? job.startedAt : undefined);
  if (isStopping(job)) return t("job.stopping");
  switch (job.state) {
    case "queued": {
      if (job.waitingFor && job.waitingFor !== "start")
        return t(`job.waiting.${job.waitingFor}`, { count: job.quoted });
      const place =
        job.placeInLine === undefined ? t("job.queued") : t("job.place", { count: job.placeInLine, ordinal: true });
      return left === undefined ? place : `${place} · ${common("time.about", { time: span(left) })}`;
    }
    case "running": {
      if (job.waitingFor) return t(`job.waiting.${job.waitingFor}`, { count: job.quoted });
      if (left !== undefined) return `${percent(job.progress)} · ${common("time.left", { time: span(left) })}`;
      if (usuallySeconds && goingSeconds > usuallySeconds * LATE) return t("job.late");
      return usuallySeconds ? t("job.usually", { time: span(usuallySeconds) }) : t("job.running");
    }
    case "succeeded":
      if (job.waitingFor === "claim") return t("job.waiting.claim", { count: job.quoted });
      return job.endedAt ? time(job.endedAt) : t("job.done");
    case "failed":
      return job.error?.message ?? t("job.failed");
    case "canceled":
      return t("job.canceled");
  }
}

function Thumb({ job, going }: { job: Job; going: boolean }) {
  const output = job.outputs[0];
  const src = output?.posterUrl ?? output?.thumbUrl ?? (output?.kind === "image" ? output.url : undefined);
  return (
    <span
      className={cx(
        "relative block size-[60px] overflow-hidden rounded-field bg-s2",
        going && job.state === "running" && "scanlines",
      )}
    >
      {src ? (
        <img src={src} alt="" loading="lazy" className="h-full w-full object-cover" />
      ) : (
        <Art picture={{ what: "cover", id: job.id }} className="h-full w-full" />
      )}
    </span>
  );
}

function Mark({ job, onCancel, onRemove }: Pick<JobCardProps, "job" | "onCancel" | "onRemove">) {
  const { t } = useTranslation("ui");
  const going = job.state === "queued" || job.state === "running";
  const act = going ? onCancel : onRemove;
  return (
    <span className="flex items-center gap-1">
      {job.state === "succeeded" && <Icon of={Check} size={16} className="text-ok" />}
      {job.state === "failed" && <Icon of={CircleAlert} size={16} className="text-bad" />}
      {job.state === "canceled" && <Icon of={Clock} size={16} className="text-tx3" />}
      {act && (
        <Button
          kind="ghost"
          icon
          size="small"
          className="-me-2 -my-2"
          onClick={act}
          aria-label={t(going ? "job.cancel" : "job.remove", { title: job.title })}
        >
          <Icon of={X} size={15} />
        </Button>
      )}
    </span>
  );
}

export function JobCard({
  job,
  subtitle,
  usuallySeconds,
  selected,
  onOpen,
  onCancel,
  onRemove,
  forward,
}: JobCardProps) {
  const { t } = useTranslation("ui");
  const line = useJobLine(job, usuallySeconds);
  const going = job.state === "queued" || job.state === "running";
  const failed = job.state === "failed";
  const returned = failed && job.charged === 0 && job.quoted > 0;
  const Title = onOpen ? "button" : "span";
  return (
    <article
      className={cx("grid grid-cols-[60px_1fr] items-center gap-[13px] px-5 py-[13px]", selected && "bg-accent/6")}
    >
      <Thumb job={job} going={going} />
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <Title
            {...(onOpen ? { type: "button", onClick: onOpen } : {})}
            className="hit min-w-0 flex-1 truncate text-start font-medium"
          >
            {job.title}
          </Title>
          <Mark job={job} onCancel={onCancel} onRemove={onRemove} />
        </div>
        {failed ? (
          <p className="mt-0.5 text-tiny text-bad">
            {line} {returned && t("job.returned", { count: job.quoted })} {job.error?.remedy}
          </p>
        ) : (
          <div className="mt-0.5 flex items-baseline gap-2 text-tiny text-tx3">
            {subtitle && <span className="min-w-0 flex-1 truncate">{subtitle}</span>}
            <span className={cx(!subtitle && "flex-1", job.state === "running" && "text-accent-text")}>{line}</span>
          </div>
        )}
        {going && (
          <Progress className="mt-[9px]" value={job.progress} label={job.title} running={job.state === "running"} />
        )}
        {going && <SpokenProgress value={job.progress} label={job.title} />}
        {failed && forward && <div className="mt-2">{forward}</div>}
      </div>
    </article>
  );
}
