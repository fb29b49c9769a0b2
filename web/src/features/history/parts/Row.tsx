import { Coins, Download, Repeat, Trash2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Job } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { downloadOf, filmOf, filmTitle, isOver } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { modelText } from "@/lib/model-text";
import { Art } from "@/ui/Art";
import { Button, buttonLook } from "@/ui/Button";
import { Tag, type TagTone } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";
import { useJobLine } from "@/ui/JobCard";
import { Progress } from "@/ui/Progress";
import type { useJobDeeds } from "@/ui/use-job-deeds";

const TONES: Record<Job["state"], TagTone> = {
  queued: "warn",
  running: "cyan",
  succeeded: "ok",
  failed: "bad",
  canceled: "plain",
};

function Thumb({ job }: { job: Job }) {
  const film = filmOf(job);
  const src = film?.posterUrl ?? film?.thumbUrl;
  return (
    <span
      className={cx(
        "block aspect-[4/3] w-24 shrink-0 overflow-hidden rounded-field bg-s2 max-tablet:w-20",
        job.state === "running" && "scanlines",
      )}
    >
      {src ? (
        <img src={src} alt="" loading="lazy" className="h-full w-full object-cover" />
      ) : (
        <Art picture={{ what: "cover", id: job.id }} className="h-full w-full opacity-70" />
      )}
    </span>
  );
}

/** What it cost, in words: charged, held, or given back. */
function Cost({ job }: { job: Job }) {
  const { t } = useTranslation("history");
  if (job.charged > 0) return t("cost.charged", { count: job.charged });
  if (job.held > 0) return t("cost.held", { count: job.held });
  return isOver(job) ? t("cost.nothing") : null;
}

function Actions({ job, deeds }: { job: Job; deeds: ReturnType<typeof useJobDeeds> }) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { number } = useFormat();
  const film = filmOf(job);
  const title = filmTitle(job);
  const price = deeds.priceOfAgain(job);
  if (!isOver(job)) {
    return (
      <Button size="small" kind="ghost" busy={deeds.busy === job.id} onClick={() => deeds.cancel(job)}>
        <Icon of={X} size={16} />
        {t("job.stop")}
      </Button>
    );
  }
  if (job.waitingFor === "claim") {
    const spoken = t("price.spoken", {
      label: t("job.claim"),
      price: common("credits.count", { count: job.quoted }),
    });
    return (
      <Button
        size="small"
        kind="primary"
        busy={deeds.busy === job.id}
        onClick={() => deeds.claim(job)}
        aria-label={`${spoken}: ${title}`}
      >
        <Icon of={Coins} size={16} />
        {t("job.claim")}
        <span className="tabular-nums">{number(job.quoted)}</span>
      </Button>
    );
  }
  const again = t("price.spoken", {
    label: t("job.another"),
    price: price === 0 ? t("price.free") : common("credits.count", { count: price }),
  });
  return (
    <>
      <Button
        size="small"
        busy={deeds.busy === job.id}
        onClick={() => deeds.again(job)}
        aria-label={`${again}: ${title}`}
        title={again}
      >
        <Icon of={Repeat} size={16} />
        <span className="inline-flex items-center gap-1 text-yellow-text tabular-nums">
          <Icon of={Coins} size={14} />
          {number(price)}
        </span>
      </Button>
      {film && (
        <a
          href={downloadOf(film)}
          download
          aria-label={`${common("action.download")}: ${title}`}
          title={common("action.download")}
          className={buttonLook({ kind: "ghost", size: "small", icon: true })}
        >
          <Icon of={Download} size={17} />
        </a>
      )}
      <Button
        kind="ghost"
        size="small"
        icon
        aria-label={t("job.remove", { title })}
        title={common("action.delete")}
        onClick={() => deeds.remove(job)}
      >
        <Icon of={Trash2} size={17} />
      </Button>
    </>
  );
}

/** One run in the history; its title leads to its page. */
export function Row({ job, deeds }: { job: Job; deeds: ReturnType<typeof useJobDeeds> }) {
  const { t } = useTranslation(["history", "ui", "model"]);
  const { t: words } = useTranslation(["ui", "model"]);
  const { ago, span } = useFormat();
  const line = useJobLine(job);
  const seconds = job.inputs?.seconds;
  const facts = [
    modelText(words, job.model, "title", job.title),
    typeof seconds === "number" && span(seconds),
    job.surface !== "web" && t(`surface.${job.surface}`),
  ].filter(Boolean);
  return (
    <article className="flex items-center gap-4 px-5 py-3 hover:bg-white/2 max-tablet:gap-3 max-tablet:px-[14px]">
      <Thumb job={job} />
      <div className="min-w-0 flex-1">
        <h2 className="min-w-0 font-body text-body font-medium">
          <Link to={`/jobs/${job.id}`} className="hit block truncate hover:text-accent-text">
            {filmTitle(job)}
          </Link>
        </h2>
        <p className="truncate text-tiny text-tx3">{facts.join(" · ")}</p>
        <p className="mt-[6px] flex flex-wrap items-center gap-x-3 gap-y-1 text-tiny text-tx2">
          <Tag tone={TONES[job.state]}>{t(`state.${job.state}`)}</Tag>
          {(job.state === "failed" || job.waitingFor === "claim" || !isOver(job)) && (
            <span className={cx(job.state === "failed" && "text-bad")}>{line}</span>
          )}
          <Cost job={job} />
          <time dateTime={job.createdAt} className="text-tx3">
            {ago(job.createdAt)}
          </time>
        </p>
        {!isOver(job) && (
          <Progress className="mt-2" value={job.progress} label={filmTitle(job)} running={job.state === "running"} />
        )}
        <div className="mt-2 flex gap-1 tablet:hidden">
          <Actions job={job} deeds={deeds} />
        </div>
      </div>
      <div className="flex items-center gap-1 max-tablet:hidden">
        <Actions job={job} deeds={deeds} />
      </div>
    </article>
  );
}
