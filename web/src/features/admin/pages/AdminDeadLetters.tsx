import { useTranslation } from "react-i18next";
import type { DeadLetter } from "@reverie/api/generated";
import type { Column } from "@/ui/DataTable";
import { AdminPage } from "../parts/AdminPage";
import { JobLink, Person, When } from "../parts/cells";
import { DeadActions } from "../parts/DeadActions";
import { List } from "../parts/List";
import { useAdminDeadLettersAllInfiniteQuery } from "../lists";

function useColumns(): Column<DeadLetter>[] {
  const { t } = useTranslation("admin");
  return [
    { id: "job", title: t("jobs.job"), cell: ({ job }) => <JobLink job={job} /> },
    { id: "who", title: t("jobs.who"), cell: ({ account }) => <Person account={account} /> },
    { id: "why", title: t("dead.why"), cell: ({ why }) => <span className="text-bad">{why}</span> },
    { id: "at", title: t("dead.at"), end: true, cell: ({ at }) => <When at={at} /> },
    { id: "do", title: t("dead.do"), end: true, cell: (letter) => <DeadActions letter={letter} /> },
  ];
}

function Content() {
  const { t } = useTranslation("admin");
  const list = useAdminDeadLettersAllInfiniteQuery();
  const columns = useColumns();
  return (
    <List
      label={t("tab.dead")}
      list={list}
      columns={columns}
      keyOf={({ job }) => job.id}
      empty={<p className="px-4 py-8 text-center text-small text-tx2">{t("dead.none")}</p>}
    />
  );
}

export default function AdminDeadLetters() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("tab.dead")}>
      <p className="max-w-[70ch] text-small text-tx2">{t("dead.about")}</p>
      <Content />
    </AdminPage>
  );
}
