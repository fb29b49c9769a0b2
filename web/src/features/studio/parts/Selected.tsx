import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { useMediaGetQuery } from "@reverie/api/api";
import { Button } from "@/ui/Button";
import { FilmActions } from "@/ui/FilmActions";
import { JobStage } from "@/ui/JobStage";
import { useJobDeeds } from "@/ui/use-job-deeds";
import { Understood } from "@/ui/Understood";
import { WayForward } from "@/ui/WayForward";

interface SelectedProps {
  job: Job;
  usuallySeconds?: number;
  onStarted: (job: string) => void;
  onChange: () => void;
  onAnotherPhoto: () => void;
  onGone: () => void;
  className?: string;
}

/** A run on the stage, with what can be done with it. */
export function Selected(props: SelectedProps) {
  const { job, usuallySeconds, onStarted, onChange, onAnotherPhoto, onGone, className } = props;
  const { t } = useTranslation("studio");
  const photo = job.inputs?.photo;
  const { data: media } = useMediaGetQuery({ id: String(photo) }, { skip: typeof photo !== "string" });
  const deeds = useJobDeeds({ onStarted, onGone });
  return (
    <>
      <JobStage
        job={job}
        photo={media?.url}
        usuallySeconds={usuallySeconds}
        autoPlay
        canceling={deeds.busy === job.id}
        onCancel={() => deeds.cancel(job)}
        forward={
          <WayForward
            job={job}
            busy={deeds.busy === job.id}
            onAgain={() => deeds.again(job)}
            onAnotherPhoto={onAnotherPhoto}
            onChange={onChange}
            onClaim={() => deeds.claim(job)}
            price={deeds.priceOfAgain(job)}
          />
        }
        className={className}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {job.state === "succeeded" && (
          <FilmActions
            job={job}
            price={deeds.priceOfAgain(job)}
            busy={deeds.busy === job.id}
            onAgain={() => deeds.again(job)}
            onChange={onChange}
            onRemove={() => deeds.remove(job)}
          />
        )}
        {job.state === "failed" || job.state === "canceled" ? (
          <Button size="small" kind="ghost" onClick={() => deeds.remove(job)}>
            {t("put.away")}
          </Button>
        ) : null}
        <Understood understood={job.understood} notUsed={job.notUsed} />
      </div>
    </>
  );
}
