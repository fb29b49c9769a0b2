import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAdminJobsGetQuery } from "@reverie/api/api";
import type { AdminJob as Shape } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { filmTitle } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { Card, Stat } from "@/ui/Card";
import { Moments } from "@/ui/Moments";
import { Skeleton, Trouble } from "@/ui/States";
import { AdminPage } from "../parts/AdminPage";
import { Attempts } from "../parts/Attempts";
import { Person, StateTag, When } from "../parts/cells";

const REFRESH_MILLIS = 5000;

function Shown({ job }: { job: Shape }) {
  const { t } = useTranslation("admin");
  const { number } = useFormat();
  const settings = Object.entries(job.inputs ?? {}).filter(([name]) => name !== "idea" && name !== "photo");
  return (
    <>
      <div className="card flex flex-wrap items-center gap-x-6 gap-y-3 p-5 max-tablet:p-4">
        <div className="min-w-52 flex-1">
          <p className="text-h3 font-head font-semibold">{filmTitle(job)}</p>
          <p className="mono mt-1 text-label text-tx3">
            {job.model} · {job.surface} · {job.id}
          </p>
        </div>
        <Person account={job.account} />
        <StateTag state={job.state} />
        <When at={job.createdAt} />
      </div>
      {job.error && (
        <div className="card border-bad/30 bg-bad/5 p-4 text-small">
          <p className="mono text-bad">
            {job.error.class} · {job.error.code}
          </p>
          <p className="mt-1">{job.error.message}</p>
          {job.error.remedy && <p className="text-tx2">{job.error.remedy}</p>}
        </div>
      )}
      <div className="grid grid-cols-3 gap-4 max-tablet:gap-3">
        <Stat label={t("job.quoted")} value={number(job.quoted)} />
        <Stat label={t("job.held")} value={number(job.held)} />
        <Stat label={t("job.charged")} value={number(job.charged)} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-3">
          <h2 className="text-h3">{t("attempt.title")}</h2>
          <Attempts attempts={job.attempts} />
          {settings.length > 0 && (
            <p className="mono text-tx3">{settings.map(([name, value]) => `${name}=${String(value)}`).join("  ")}</p>
          )}
        </div>
        <Card title={t("job.timeline")}>
          <Moments moments={job.timeline} />
        </Card>
      </div>
    </>
  );
}

function Content() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useAdminJobsGetQuery({ id }, { pollingInterval: REFRESH_MILLIS });
  const problem = problemOf(error);
  if (data) return <Shown job={data} />;
  return problem ? <Trouble problem={problem} onRetry={() => void refetch()} /> : <Skeleton className="card p-5" />;
}

export default function AdminJob() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("job.title")}>
      <Content />
    </AdminPage>
  );
}
