import { useTranslation } from "react-i18next";
import type { Attempt } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { Tag } from "@/ui/Chip";
import { DataTable, type Column } from "@/ui/DataTable";
import { When } from "./cells";

function useColumns(): Column<Attempt>[] {
  const { t } = useTranslation("admin");
  const { number, span } = useFormat();
  return [
    { id: "number", title: t("attempt.number"), cell: (one) => number(one.number) },
    { id: "route", title: t("attempt.route"), cell: (one) => <span className="mono">{one.route}</span> },
    {
      id: "state",
      title: t("attempt.state"),
      cell: (one) => <Tag tone={one.fault ? "bad" : one.endedAt ? "ok" : "cyan"}>{one.state}</Tag>,
    },
    {
      id: "fault",
      title: t("attempt.fault"),
      cell: ({ fault }) =>
        fault ? (
          <span>
            <span className="mono text-bad">
              {fault.class} · {fault.code}
            </span>
            <span className="block text-tiny text-tx2">{fault.message}</span>
          </span>
        ) : (
          "–"
        ),
    },
    { id: "at", title: t("attempt.started"), end: true, cell: (one) => <When at={one.startedAt} /> },
    {
      id: "took",
      title: t("attempt.took"),
      end: true,
      cell: (one) => (one.endedAt ? span((Date.parse(one.endedAt) - Date.parse(one.startedAt)) / 1000) : "–"),
    },
  ];
}

/** Every run of every route, with how it ended. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const { t } = useTranslation("admin");
  const columns = useColumns();
  return (
    <DataTable
      dense
      label={t("attempt.title")}
      columns={columns}
      rows={attempts}
      keyOf={(one) => String(one.number)}
      empty={<p className="px-4 py-6 text-center text-small text-tx2">{t("attempt.none")}</p>}
    />
  );
}
