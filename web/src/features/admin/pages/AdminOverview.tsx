import { useTranslation } from "react-i18next";
import { useAdminOverviewQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Tag } from "@/ui/Chip";
import { Skeleton, Trouble } from "@/ui/States";
import { AdminPage } from "../parts/AdminPage";
import { JobLink, Person, When } from "../parts/cells";
import { DeadActions } from "../parts/DeadActions";
import { Figures } from "../parts/Figures";
import { Host } from "../parts/Host";
import { useAdminDeadLettersAllInfiniteQuery } from "../lists";

const REFRESH_MILLIS = 10_000;
const SHOWN = 6;

function NeedsALook() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useAdminDeadLettersAllInfiniteQuery();
  const problem = problemOf(error);
  const letters = data?.pages[0]?.items ?? [];
  return (
    <Card
      title={t("look.title")}
      flush
      side={
        letters.length > 0 && (
          <ButtonLink size="small" to="/admin/dead-letters">
            {t("tab.dead")}
          </ButtonLink>
        )
      }
    >
      {problem && !data && (
        <div className="p-4 pt-0">
          <Trouble problem={problem} onRetry={() => void refetch()} />
        </div>
      )}
      {!data && !problem && <Skeleton rows={3} />}
      {data && letters.length === 0 && <p className="px-5 pb-5 text-small text-tx2">{t("look.none")}</p>}
      <ul className="divide-y divide-line [&:not(:empty)]:border-t [&:not(:empty)]:border-line">
        {letters.slice(0, SHOWN).map((letter) => (
          <li key={letter.job.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 text-small">
            <span className="min-w-40 flex-1">
              <JobLink job={letter.job} />
            </span>
            <Person account={letter.account} />
            <Tag tone="bad" className="max-w-60 overflow-hidden">
              {letter.job.error?.code ?? letter.why}
            </Tag>
            <When at={letter.at} />
            <DeadActions letter={letter} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Content() {
  const { data, error, refetch } = useAdminOverviewQuery(undefined, { pollingInterval: REFRESH_MILLIS });
  const problem = problemOf(error);
  return (
    <>
      {problem && <Trouble problem={problem} onRetry={() => void refetch()} />}
      {(data || !problem) && <Figures overview={data} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_340px]">
        <NeedsALook />
        {data && <Host overview={data} />}
      </div>
    </>
  );
}

export default function AdminOverview() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("title")}>
      <Content />
    </AdminPage>
  );
}
