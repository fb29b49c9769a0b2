import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useJobsHistoryInfiniteQuery, type JobFilter } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { Button, ButtonLink } from "@/ui/Button";
import { Endless } from "@/ui/Endless";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Empty, Skeleton, Trouble } from "@/ui/States";
import { useJobDeeds } from "@/ui/use-job-deeds";
import { Filters, STATES } from "../parts/Filters";
import { Row } from "../parts/Row";

/** The filter stands in the address, so that a reload and a link keep it. */
function useFilter(): [JobFilter, (next: JobFilter) => void] {
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state"));
  const model = search.get("model") ?? undefined;
  const set = (next: JobFilter): void => {
    const params = Object.entries(next).filter(([, value]) => value) as [string, string][];
    setSearch(params, { replace: true });
  };
  return [{ ...(state && { state }), ...(model && { model }) }, set];
}

function Films() {
  const { t } = useTranslation(["history", "ui"]);
  const go = useNavigate();
  const [filter, setFilter] = useFilter();
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useJobsHistoryInfiniteQuery(filter);
  const deeds = useJobDeeds({ onStarted: (id) => void go(`/create/video?job=${id}`) });
  const problem = problemOf(error);
  const jobs = data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.keys(filter).length > 0;
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-6 max-tablet:p-[14px]">
      <h1 className="sr-only">{t("title")}</h1>
      <Filters filter={filter} onChange={setFilter} />
      {!data && problem && <Trouble problem={problem} onRetry={() => void refetch()} />}
      {!data && !problem && <Skeleton rows={6} className="card p-5" />}
      {data && jobs.length === 0 && filtered && (
        <div className="card flex flex-col items-center gap-4 p-10 text-center">
          <p className="text-tx2">{t("none")}</p>
          <Button size="small" onClick={() => setFilter({})}>
            {t("showAll")}
          </Button>
        </div>
      )}
      {data && jobs.length === 0 && !filtered && (
        <Empty
          title={t("ui:empty.history.title")}
          body={t("ui:empty.history.body")}
          action={
            <ButtonLink kind="primary" to="/create">
              {t("make")}
            </ButtonLink>
          }
        />
      )}
      {jobs.length > 0 && (
        <ul className="card divide-y divide-line overflow-hidden">
          {jobs.map((job) => (
            <li key={job.id}>
              <Row job={job} deeds={deeds} />
            </li>
          ))}
        </ul>
      )}
      {data && (
        <Endless more={hasNextPage} busy={isFetching} problem={problem} onMore={() => void fetchNextPage()} />
      )}
    </div>
  );
}

/** Everything that was made or tried, newest first. */
export default function History() {
  return (
    <OnlyPeople>
      <Films />
    </OnlyPeople>
  );
}
