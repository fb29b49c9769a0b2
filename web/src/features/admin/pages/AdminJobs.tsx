import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { AdminJob } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { Chip } from "@/ui/Chip";
import type { Column } from "@/ui/DataTable";
import { AdminPage } from "../parts/AdminPage";
import { JobLink, Person, StateTag, When } from "../parts/cells";
import { List } from "../parts/List";
import { useAdminJobsAllInfiniteQuery } from "../lists";

const STATES = ["queued", "running", "succeeded", "failed", "canceled"] as const;

function useColumns(): Column<AdminJob>[] {
  const { t } = useTranslation("admin");
  const { number, percent } = useFormat();
  return [
    { id: "job", title: t("jobs.job"), cell: (job) => <JobLink job={job} /> },
    { id: "who", title: t("jobs.who"), cell: (job) => <Person account={job.account} /> },
    { id: "model", title: t("jobs.model"), cell: (job) => <span className="mono">{job.model}</span> },
    {
      id: "state",
      title: t("jobs.state"),
      cell: (job) => (
        <span className="inline-flex flex-wrap items-center justify-end gap-2">
          <StateTag state={job.state} />
          {job.state === "running" && <span className="tabular-nums text-tx3">{percent(job.progress)}</span>}
          {job.error && <span className="mono text-label text-bad">{job.error.code}</span>}
        </span>
      ),
    },
    { id: "tries", title: t("jobs.attempts"), end: true, cell: (job) => number(job.attempts.length) },
    { id: "charged", title: t("jobs.charged"), end: true, cell: (job) => number(job.charged) },
    { id: "at", title: t("jobs.at"), end: true, cell: (job) => <When at={job.createdAt} /> },
  ];
}

function Content() {
  const { t } = useTranslation("admin");
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((one) => one === search.get("state"));
  const account = search.get("account") ?? undefined;
  const list = useAdminJobsAllInfiniteQuery({ ...(state && { state }), ...(account && { account }) });
  const columns = useColumns();
  const put = (name: string, value: string | undefined): void => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <List
      label={t("tab.jobs")}
      list={list}
      columns={columns}
      keyOf={(job) => job.id}
      tools={
        <>
          <Chip on={!state} onClick={() => put("state", undefined)}>
            {t("jobs.all")}
          </Chip>
          {STATES.map((one) => (
            <Chip key={one} on={state === one} onClick={() => put("state", one)}>
              {t(`state.${one}`)}
            </Chip>
          ))}
          {account && (
            <Chip accent onClick={() => put("account", undefined)}>
              {t("jobs.onePerson")}
            </Chip>
          )}
        </>
      }
    />
  );
}

export default function AdminJobs() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("tab.jobs")}>
      <Content />
    </AdminPage>
  );
}
