import { useTranslation } from "react-i18next";
import { useJobsListQuery, useMeGetQuery } from "@reverie/api/api";
import type { Job } from "@reverie/api/generated";
import { filmTitle, isOver } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { modelText } from "@/lib/model-text";
import { queueToggled } from "@/lib/store/generation";
import { useAppDispatch, useAppSelector } from "@/lib/store/hooks";
import { useWide } from "@/lib/media-query";
import { ButtonLink } from "@/ui/Button";
import { JobCard } from "@/ui/JobCard";
import { MiniQueue, QueueDrawer } from "@/ui/QueueDrawer";

const SHOWN = 12;

export function useRecent(): readonly Job[] {
  const person = useAppSelector((state) => state.user.presence === "person");
  const { data } = useJobsListQuery({ limit: SHOWN }, { skip: !person });
  return person ? (data?.items ?? []) : [];
}

interface QueueProps {
  selected?: string;
  onOpen: (id: string) => void;
  onCancel: (id: string) => void;
}

/** Everything under way and just done: a column on a desktop, a sheet from the mini player elsewhere. */
export function Queue({ selected, onOpen, onCancel }: QueueProps) {
  const { t } = useTranslation(["studio", "ui", "model"]);
  const { t: model } = useTranslation(["ui", "model"]);
  const dispatch = useAppDispatch();
  const { span } = useFormat();
  const wide = useWide();
  const person = useAppSelector((state) => state.user.presence === "person");
  const open = useAppSelector((state) => state.generation.queueOpen);
  const { data: me } = useMeGetQuery(undefined, { skip: !person });
  const jobs = useRecent();
  const show = (next: boolean): void => void dispatch(queueToggled(next));
  if (!person) return null;
  const about = (job: Job): string => {
    const seconds = job.inputs?.seconds;
    const name = modelText(model, job.model, "title", job.title);
    return typeof seconds === "number" ? `${name} · ${span(seconds)}` : name;
  };
  return (
    <QueueDrawer
      jobs={jobs}
      held={me?.wallet?.held ?? 0}
      open={wide || open}
      onOpenChange={show}
      renderJob={(job) => (
        <JobCard
          job={{ ...job, title: filmTitle(job) }}
          subtitle={about(job)}
          selected={job.id === selected}
          onOpen={() => {
            if (!wide) show(false);
            onOpen(job.id);
          }}
          onCancel={isOver(job) ? undefined : () => onCancel(job.id)}
        />
      )}
      foot={
        <ButtonLink to="/jobs" size="small" kind="ghost" wide>
          {t("queue.all")}
        </ButtonLink>
      }
    />
  );
}

/** Over the prompt on a phone: the newest run that goes on, unless it is on the stage already. */
export function Mini({ selected }: { selected?: string }) {
  const dispatch = useAppDispatch();
  const wide = useWide();
  const going = useRecent().find((job) => !isOver(job) && job.id !== selected);
  if (wide || !going) return null;
  return <MiniQueue job={{ ...going, title: filmTitle(going) }} onOpen={() => dispatch(queueToggled(true))} />;
}
