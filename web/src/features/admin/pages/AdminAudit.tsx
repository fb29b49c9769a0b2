import { useTranslation } from "react-i18next";
import type { AuditRow } from "@reverie/api/generated";
import type { Column } from "@/ui/DataTable";
import { AdminPage } from "../parts/AdminPage";
import { When } from "../parts/cells";
import { List } from "../parts/List";
import { useAdminAuditAllInfiniteQuery } from "../lists";

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function Details({ details }: { details: AuditRow["details"] }) {
  const pairs = Object.entries(details ?? {});
  if (pairs.length === 0) return "–";
  return (
    <span className="mono break-words text-tx2">
      {pairs.map(([name, value]) => `${name}: ${shown(value)}`).join(", ")}
    </span>
  );
}

function useColumns(): Column<AuditRow>[] {
  const { t } = useTranslation("admin");
  return [
    { id: "at", title: t("audit.at"), cell: ({ at }) => <When at={at} /> },
    { id: "actor", title: t("audit.actor"), cell: ({ actor }) => actor.displayName },
    {
      id: "action",
      title: t("audit.action"),
      cell: ({ action }) => <span className="mono text-accent-text">{action}</span>,
    },
    { id: "subject", title: t("audit.subject"), cell: ({ subject }) => <span className="mono">{subject}</span> },
    { id: "details", title: t("audit.details"), cell: ({ details }) => <Details details={details} /> },
    {
      id: "request",
      title: t("audit.request"),
      end: true,
      cell: ({ requestId }) => <span className="mono text-tx3">{requestId ?? "–"}</span>,
    },
  ];
}

function Content() {
  const { t } = useTranslation("admin");
  const list = useAdminAuditAllInfiniteQuery();
  const columns = useColumns();
  return (
    <List
      label={t("tab.audit")}
      list={list}
      columns={columns}
      keyOf={({ id }) => id}
      empty={<p className="px-4 py-8 text-center text-small text-tx2">{t("audit.none")}</p>}
    />
  );
}

export default function AdminAudit() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("tab.audit")}>
      <p className="max-w-[70ch] text-small text-tx2">{t("audit.about")}</p>
      <Content />
    </AdminPage>
  );
}
