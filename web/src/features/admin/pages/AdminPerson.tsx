import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useAdminPeopleGetQuery } from "@reverie/api/api";
import type { AdminPersonDetail, LedgerEntry } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { Avatar } from "@/ui/Art";
import { Card, Stat } from "@/ui/Card";
import { Tag } from "@/ui/Chip";
import { Skeleton, Trouble } from "@/ui/States";
import { LedgerRow } from "@/ui/Wallet";
import { AdminPage } from "../parts/AdminPage";
import { JobLink, StateTag, When } from "../parts/cells";
import { Grant } from "../parts/Grant";
import { Suspend } from "../parts/Suspend";
import { useAdminJobsAllInfiniteQuery } from "../lists";

const SHOWN = 10;

function telegramOf(links: AdminPersonDetail["links"]): string | undefined {
  const telegram = links.telegram as { name?: string; username?: string } | undefined;
  return telegram && (telegram.username ? `@${telegram.username}` : telegram.name);
}

function Who({ person }: { person: AdminPersonDetail }) {
  const { t } = useTranslation("admin");
  const { date } = useFormat();
  const { account, suspended } = person;
  const telegram = telegramOf(person.links);
  return (
    <div className="card flex flex-wrap items-center gap-5 p-5 max-tablet:p-4">
      <Avatar id={account.id} size={64} />
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="text-h3 font-head font-semibold">{account.displayName}</span>
          <Tag>{account.tier}</Tag>
          {account.roles.map((role) => (
            <Tag key={role} tone="cyan">
              {role}
            </Tag>
          ))}
          {suspended && <Tag tone="bad">{t("people.suspended")}</Tag>}
        </p>
        <p className="mt-1 text-small text-tx2">
          {[account.email ?? t("people.noEmail"), telegram, t("person.since", { date: date(account.createdAt) })]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {suspended && (
          <p className="mt-1 text-small text-bad">
            {t("suspend.since", { date: date(suspended.at), reason: suspended.reason })}
          </p>
        )}
        <p className="mono mt-1 text-label text-tx3">{account.id}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <Grant id={account.id} name={account.displayName} />
        <Suspend id={account.id} name={account.displayName} suspended={suspended !== undefined} />
      </div>
    </div>
  );
}

function Figures({ person }: { person: AdminPersonDetail }) {
  const { t } = useTranslation("admin");
  const { number } = useFormat();
  const { wallet, jobs } = person;
  return (
    <div className="grid grid-cols-2 gap-4 max-tablet:[&>:last-child:nth-child(odd)]:col-span-2 tablet:grid-cols-4">
      <Stat label={t("people.available")} value={wallet ? number(wallet.available) : "–"} />
      <Stat label={t("person.balance")} value={wallet ? number(wallet.balance) : "–"} />
      <Stat label={t("person.held")} value={wallet ? number(wallet.held) : "–"} />
      {jobs !== undefined && <Stat label={t("people.jobs")} value={number(jobs)} />}
    </div>
  );
}

function LatestJobs({ account }: { account: string }) {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useAdminJobsAllInfiniteQuery({ account });
  const problem = problemOf(error);
  const jobs = data?.pages[0]?.items.slice(0, SHOWN) ?? [];
  return (
    <Card
      title={t("person.jobs")}
      flush
      side={
        <Link to={`/admin/jobs?account=${account}`} className="hit text-small text-accent-text underline">
          {t("person.allJobs")}
        </Link>
      }
    >
      {problem && !data && <Trouble problem={problem} onRetry={() => void refetch()} />}
      {!data && !problem && <Skeleton />}
      {data && jobs.length === 0 && <p className="px-5 pb-5 text-small text-tx2">{t("person.noJobs")}</p>}
      <ul className="divide-y divide-line [&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {jobs.map((job) => (
          <li key={job.id} className="flex items-center gap-4 px-5 py-[10px] text-small">
            <span className="min-w-0 flex-1">
              <JobLink job={job} />
            </span>
            <StateTag state={job.state} />
            <When at={job.createdAt} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Entries({ entries }: { entries: readonly LedgerEntry[] }) {
  const { t } = useTranslation("admin");
  return (
    <Card title={t("person.entries")} flush>
      {entries.length === 0 && <p className="px-5 pb-5 text-small text-tx2">{t("person.noEntries")}</p>}
      <ul className="divide-y divide-line [&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {entries.map((entry) => (
          <li key={entry.id}>
            <LedgerRow entry={entry} title={entry.reason ?? t(`kind.${entry.kind}`)} source={entry.job} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Shown({ person }: { person: AdminPersonDetail }) {
  return (
    <>
      <Who person={person} />
      <Figures person={person} />
      <div className={cx("grid grid-cols-[minmax(0,1fr)] items-start gap-4", person.entries && "desktop:grid-cols-2")}>
        <LatestJobs account={person.account.id} />
        {person.entries && <Entries entries={person.entries} />}
      </div>
    </>
  );
}

function Content() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useAdminPeopleGetQuery({ id });
  const problem = problemOf(error);
  if (data) return <Shown person={data} />;
  return problem ? <Trouble problem={problem} onRetry={() => void refetch()} /> : <Skeleton className="card p-5" />;
}

export default function AdminPerson() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("person.title")}>
      <Content />
    </AdminPage>
  );
}
