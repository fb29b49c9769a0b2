import { useTranslation } from "react-i18next";
import { useJobsListQuery, useMeGetQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { isOver } from "@/lib/film";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Skeleton, Trouble } from "@/ui/States";
import { FirstFilm } from "../parts/FirstFilm";
import { Latest } from "../parts/Latest";
import { NextStep } from "../parts/NextStep";
import { Running } from "../parts/Running";
import { Standing } from "../parts/Standing";

const SHOWN = 24;

function Content() {
  const { t } = useTranslation("home");
  const { data: me } = useMeGetQuery();
  const { data, error, refetch } = useJobsListQuery({ limit: SHOWN });
  const problem = problemOf(error);
  const jobs = data?.items ?? [];
  const going = jobs.filter((job) => !isOver(job));
  const over = jobs.filter(isOver);
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-6 max-tablet:p-[14px]">
      <h1 className="text-h1">{me ? t("hello", { name: me.account.displayName }) : t("title")}</h1>
      {problem && !data && <Trouble problem={problem} onRetry={() => void refetch()} />}
      {!data && !problem && <Skeleton rows={4} className="card p-5" />}
      {data && jobs.length === 0 && <FirstFilm available={me?.wallet?.available} />}
      {jobs.length > 0 && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_320px]">
          <div className="contents desktop:flex desktop:flex-col desktop:gap-4">
            {going.length > 0 && <Running jobs={going} />}
            <div className="max-desktop:order-1">
              <Latest jobs={over} />
            </div>
          </div>
          <div className="contents desktop:flex desktop:flex-col desktop:gap-4">
            <NextStep jobs={jobs} me={me} />
            <Standing me={me} running={going.length} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Where somebody is after signing in: what runs, what was made, what there is to spend, what next. */
export default function Home() {
  return (
    <OnlyPeople>
      <Content />
    </OnlyPeople>
  );
}
