import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useJobsGetQuery, useMediaGetQuery } from "@reverie/api/api";
import type { Job } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { filmTitle } from "@/lib/film";
import { draftReplaced } from "@/lib/store/generation";
import { useAppDispatch } from "@/lib/store/hooks";
import { FilmActions } from "@/ui/FilmActions";
import { Icon } from "@/ui/Icon";
import { JobStage } from "@/ui/JobStage";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Skeleton, Trouble } from "@/ui/States";
import { Understood } from "@/ui/Understood";
import { useJobDeeds } from "@/ui/use-job-deeds";
import { WayForward } from "@/ui/WayForward";
import { Receipt } from "../parts/Receipt";
import { Recipe } from "../parts/Recipe";
import { Timeline } from "../parts/Timeline";

function Shown({ job }: { job: Job }) {
  const dispatch = useAppDispatch();
  const go = useNavigate();
  const photo = job.inputs?.photo;
  const { data: media } = useMediaGetQuery({ id: String(photo) }, { skip: typeof photo !== "string" });
  const deeds = useJobDeeds({
    onStarted: (id) => void go(`/create/video?job=${id}`),
    onGone: () => void go("/jobs"),
  });
  const toStudio = (inputs: Record<string, unknown>): void => {
    dispatch(draftReplaced({ model: job.model, inputs }));
    void go("/create/video");
  };
  const change = (): void => toStudio(job.inputs ?? {});
  const busy = deeds.busy === job.id;
  const price = deeds.priceOfAgain(job);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_340px]">
      <div className="flex min-w-0 flex-col gap-4">
        <JobStage
          job={job}
          photo={media?.url}
          canceling={busy}
          onCancel={() => deeds.cancel(job)}
          forward={
            <WayForward
              job={job}
              price={price}
              busy={busy}
              onAgain={() => deeds.again(job)}
              onAnotherPhoto={() => toStudio({ ...job.inputs, photo: undefined })}
              onChange={change}
              onClaim={() => deeds.claim(job)}
            />
          }
          className="h-[min(62vh,640px)] min-h-[300px]"
        />
        <FilmActions
          job={job}
          price={price}
          busy={busy}
          onAgain={() => deeds.again(job)}
          onChange={job.inputs ? change : undefined}
          onRemove={() => deeds.remove(job)}
        />
        <Understood understood={job.understood} notUsed={job.notUsed} />
      </div>
      <div className="flex flex-col gap-4">
        <Receipt job={job} />
        <Timeline job={job} />
        <Recipe job={job} />
      </div>
    </div>
  );
}

function Content() {
  const { t } = useTranslation("history");
  const { id = "" } = useParams();
  const { data, error, refetch } = useJobsGetQuery({ id });
  const problem = problemOf(error);
  // What is not there will not be there at the second look either: the way on is back.
  const gone = problem?.status === 404;
  const job = gone ? undefined : data;
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-6 max-tablet:p-[14px]">
      <Link to="/jobs" className="hit inline-flex items-center gap-2 self-start text-small text-tx2 hover:text-tx">
        <Icon of={ArrowLeft} size={16} className="rtl:-scale-x-100" />
        {t("back")}
      </Link>
      <h1 className="text-h1">{job ? filmTitle(job) : t("one")}</h1>
      {problem && !job && <Trouble problem={problem} onRetry={gone ? undefined : () => void refetch()} />}
      {!problem && !job && <Skeleton rows={5} className="card p-5" />}
      {job && <Shown key={job.id} job={job} />}
    </div>
  );
}

/** One run with all that is known about it. */
export default function JobPage() {
  return (
    <OnlyPeople>
      <Content />
    </OnlyPeople>
  );
}
