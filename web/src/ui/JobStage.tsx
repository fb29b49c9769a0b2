import { CircleAlert, CircleSlash, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { downloadOf, filmOf, filmTitle } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { Art } from "./Art";
import { Button } from "./Button";
import { Tag } from "./Chip";
import { Framed } from "./Framed";
import { Icon } from "./Icon";
import { isStopping, useJobLine } from "./JobCard";
import { Player } from "./Player";
import { Progress, SpokenProgress, useCountdown } from "./Progress";

interface JobStageProps {
  job: Job;
  /** The picture it is made from, where the page has it. */
  photo?: string;
  usuallySeconds?: number;
  onCancel?: () => void;
  canceling?: boolean;
  /** One way forward after a failure, or the claim. */
  forward?: ReactNode;
  /** Plays as soon as it is there. */
  autoPlay?: boolean;
  className?: string;
}

function Ground({ job, photo, going }: { job: Job; photo?: string; going: boolean }) {
  return (
    <div
      aria-hidden
      className={cx("absolute inset-0 overflow-hidden rounded-card", job.state === "running" && "scanlines")}
    >
      {photo ? (
        <Framed src={photo} alt="" className={going ? undefined : "opacity-35"} />
      ) : (
        <Art picture={{ what: "cover", id: job.id }} className={cx("h-full w-full", !going && "opacity-45")} />
      )}
    </div>
  );
}

/** Percent, time left, the latest moment, and what happens if nothing does. */
function Going({ job, usuallySeconds, onCancel, canceling }: JobStageProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { percent, time, span } = useFormat();
  const waiting = useJobLine(job, usuallySeconds);
  const left = useCountdown(job.etaSeconds);
  const running = job.state === "running";
  const stopping = isStopping(job);
  const counted = running && !job.waitingFor && left !== undefined && !stopping;
  const line = counted ? common("time.left", { time: span(left) }) : waiting;
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <p className="figures text-[3.25rem] leading-[0.86] tracking-[-0.02em] max-tablet:text-[2.75rem]" aria-hidden>
          {percent(job.progress)}
        </p>
        <p className="min-w-0 flex-1 text-lead leading-tight">{line}</p>
        {onCancel && !stopping && (
          <Button size="small" busy={canceling} onClick={onCancel}>
            <Icon of={X} size={16} />
            {t("job.stop")}
          </Button>
        )}
      </div>
      <Progress value={job.progress} label={filmTitle(job)} running={running} />
      <SpokenProgress value={job.progress} label={filmTitle(job)} />
      <p className="text-small text-tx2">
        {job.held > 0 && <span className="text-yellow-text">{t("job.held", { count: job.held })} </span>}
        {t("job.latest", { time: time(job.deadline) })} {job.ifNothingHappens}
      </p>
    </>
  );
}

/** What happened, what came back, and one way on. */
function Ended({ job, forward }: JobStageProps) {
  const { t } = useTranslation("ui");
  const failed = job.state === "failed";
  const back = job.charged === 0 && job.quoted > 0;
  return (
    <div role={failed ? "alert" : "status"} className="flex flex-col gap-3">
      <p className={cx("flex items-start gap-2 text-h3 font-head font-semibold", failed && "text-bad")}>
        <Icon of={failed ? CircleAlert : CircleSlash} className="mt-[3px] shrink-0" />
        {failed ? (job.error?.message ?? t("job.failed")) : t("job.canceled")}
      </p>
      {back && <p className="text-small text-ok">{t("job.returned", { count: job.quoted })}</p>}
      {job.error?.remedy && <p className="text-small text-tx2">{job.error.remedy}</p>}
      {forward && <div className="flex flex-wrap gap-2">{forward}</div>}
    </div>
  );
}

function Facts({ job }: { job: Job }) {
  const { t } = useTranslation("ui");
  const film = filmOf(job);
  return (
    <>
      {film?.height !== undefined && film.width !== undefined && (
        <Tag>
          {film.width} × {film.height}
        </Tag>
      )}
      {job.model.startsWith("local/") && <Tag tone="cyan">{t("model.local")}</Tag>}
      <Tag>{t("media.ai")}</Tag>
    </>
  );
}

/** A run on the big stage: on its way, done and playing, or what went wrong. */
export function JobStage(props: JobStageProps) {
  const { job, photo, forward, autoPlay, className } = props;
  const { t } = useTranslation("ui");
  const film = filmOf(job);
  if (job.state === "succeeded" && film) {
    return (
      <div className={cx("relative", className)}>
        <Player
          src={film.url}
          poster={film.posterUrl}
          title={filmTitle(job)}
          duration={film.duration}
          autoPlay={autoPlay}
          downloadUrl={downloadOf(film)}
          tags={<Facts job={job} />}
          className="absolute! inset-0"
        />
      </div>
    );
  }
  const going = job.state === "queued" || job.state === "running";
  return (
    <div className={cx("relative grid rounded-card bg-s1 ring-1 ring-line2", className)}>
      <Ground job={job} photo={photo} going={going} />
      <div
        className={cx(
          "relative py-4",
          going ? "mx-auto mt-auto w-[min(680px,calc(100%-32px))]" : "m-auto w-[min(440px,calc(100%-28px))]",
        )}
      >
        <div className="glass flex flex-col gap-3 p-5 max-tablet:p-4">
          {going && <Going {...props} />}
          {(job.state === "failed" || job.state === "canceled") && <Ended {...props} />}
          {job.state === "succeeded" && (
            <>
              <p className="text-h3 font-head font-semibold">
                {job.waitingFor === "claim" ? t("job.waiting.claim", { count: job.quoted }) : t("job.done")}
              </p>
              {job.waitingFor === "claim" && <p className="text-small text-tx2">{job.ifNothingHappens}</p>}
              {forward}
            </>
          )}
        </div>
      </div>
    </div>
  );
}
