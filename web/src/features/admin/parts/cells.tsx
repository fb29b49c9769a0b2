import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { AccountRef, Job } from "@reverie/api/generated";
import { filmTitle } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { Avatar } from "@/ui/Art";
import { Tag, type TagTone } from "@/ui/Chip";

const TONES: Record<Job["state"], TagTone> = {
  queued: "warn",
  running: "cyan",
  succeeded: "ok",
  failed: "bad",
  canceled: "plain",
};

export function StateTag({ state }: { state: Job["state"] }) {
  const { t } = useTranslation("admin");
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}

export function Person({ account }: { account: AccountRef }) {
  return (
    <Link
      to={`/admin/people/${account.id}`}
      className="hit inline-flex max-w-[220px] items-center gap-2 hover:text-accent-text"
    >
      <Avatar id={account.id} size={28} />
      <span className="truncate">{account.displayName || account.id.slice(0, 8)}</span>
    </Link>
  );
}

export function JobLink({ job }: { job: Job }) {
  return (
    <Link to={`/admin/jobs/${job.id}`} className="hit block hover:text-accent-text">
      <span className="block max-w-[320px] truncate font-medium">{filmTitle(job)}</span>
      <span className="mono block text-label text-tx3">{job.id.slice(-8)}</span>
    </Link>
  );
}

export function When({ at }: { at: string | undefined }) {
  const { ago, date, time } = useFormat();
  if (!at) return "–";
  return (
    <time dateTime={at} title={`${date(at)} ${time(at)}`} className="whitespace-nowrap text-tx2">
      {ago(at)}
    </time>
  );
}
