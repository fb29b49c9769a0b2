import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AdminPerson } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { Tag } from "@/ui/Chip";
import type { Column } from "@/ui/DataTable";
import { Field } from "@/ui/Field";
import { AdminPage } from "../parts/AdminPage";
import { Person, When } from "../parts/cells";
import { List } from "../parts/List";
import { useAdminPeopleAllInfiniteQuery } from "../lists";

function useColumns(): Column<AdminPerson>[] {
  const { t } = useTranslation("admin");
  const { number } = useFormat();
  return [
    { id: "name", title: t("people.name"), cell: ({ account }) => <Person account={account} /> },
    {
      id: "email",
      title: t("people.email"),
      cell: ({ account }) => <span className="break-all">{account.email ?? t("people.noEmail")}</span>,
    },
    {
      id: "tier",
      title: t("people.tier"),
      cell: ({ account, suspended }) => (
        <span className="inline-flex flex-wrap gap-1">
          <Tag>{account.kind === "visitor" ? t("people.visitor") : account.tier}</Tag>
          {account.roles.includes("admin") && <Tag tone="cyan">admin</Tag>}
          {suspended && <Tag tone="bad">{t("people.suspended")}</Tag>}
        </span>
      ),
    },
    {
      id: "available",
      title: t("people.available"),
      end: true,
      cell: ({ wallet }) => (wallet ? number(wallet.available) : "–"),
      sort: ({ wallet }) => wallet?.available ?? -1,
    },
    { id: "joined", title: t("people.joined"), end: true, cell: ({ account }) => <When at={account.createdAt} /> },
    { id: "seen", title: t("people.seen"), end: true, cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
  ];
}

function Content() {
  const { t } = useTranslation("admin");
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed.trim());
  const list = useAdminPeopleAllInfiniteQuery(query ? { query } : {});
  const columns = useColumns();
  return (
    <>
      <div className="max-w-[420px]">
        <Field
          label={t("people.search")}
          type="search"
          placeholder={t("people.searchHint")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <List
        label={t("tab.people")}
        list={list}
        columns={columns}
        keyOf={({ account }) => account.id}
        empty={<p className="px-4 py-8 text-center text-small text-tx2">{t("people.none")}</p>}
      />
    </>
  );
}

export default function AdminPeople() {
  const { t } = useTranslation("admin");
  return (
    <AdminPage title={t("tab.people")}>
      <Content />
    </AdminPage>
  );
}
