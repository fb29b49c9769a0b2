import { ArrowDown, ArrowUp } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Icon } from "./Icon";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** Gives what to sort by; without it the column can't be sorted. */
  sort?: (row: Row) => string | number;
  end?: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  dense?: boolean;
  /** Chips to filter with, and other things above the table. */
  tools?: ReactNode;
  /** Under the last row, such as "Show more". */
  foot?: ReactNode;
  empty?: ReactNode;
}

interface Sorting {
  id: string;
  down: boolean;
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], by: Sorting | undefined): readonly Row[] {
  const sort = by && columns.find((column) => column.id === by.id)?.sort;
  if (!by || !sort) return rows;
  const order = by.down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [sort(a), sort(b)];
    if (typeof x === "number" && typeof y === "number") return (x - y) * order;
    return String(x).localeCompare(String(y)) * order;
  });
}

function Head<Row>({ column, by, onSort }: { column: Column<Row>; by: Sorting | undefined; onSort: () => void }) {
  const { t } = useTranslation("ui");
  const on = by?.id === column.id;
  return (
    <th
      scope="col"
      aria-sort={column.sort ? (on ? (by.down ? "descending" : "ascending") : "none") : undefined}
      className={cx("sticky top-0 z-1 bg-s1 px-4 py-[10px] font-normal", column.end ? "text-end" : "text-start")}
    >
      {column.sort ? (
        <button
          type="button"
          onClick={onSort}
          title={t("table.sort", { column: column.title })}
          className="label hit inline-flex items-center gap-1 hover:text-tx"
        >
          {column.title}
          {on && <Icon of={by.down ? ArrowDown : ArrowUp} size={12} />}
        </button>
      ) : (
        <span className="label">{column.title}</span>
      )}
    </th>
  );
}

/** Rows with columns on a desktop, one card for each row on a phone: the same markup, laid out anew. */
export function DataTable<Row>({ label, columns, rows, keyOf, dense, tools, foot, empty }: DataTableProps<Row>) {
  const { t } = useTranslation("ui");
  const [by, setBy] = useState<Sorting>();
  const sortBy = (id: string): void => setBy((old) => (old?.id === id ? { id, down: !old.down } : { id, down: false }));
  const shown = sorted(rows, columns, by);
  return (
    <div className="card overflow-hidden">
      {tools && <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3">{tools}</div>}
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={label}>
        <table className="w-full text-small max-tablet:block">
          <thead className="max-tablet:sr-only">
            <tr>
              {columns.map((column) => (
                <Head key={column.id} column={column} by={by} onSort={() => sortBy(column.id)} />
              ))}
            </tr>
          </thead>
          <tbody className="max-tablet:block">
            {shown.map((row) => (
              <tr
                key={keyOf(row)}
                className="border-t border-line hover:bg-white/2 max-tablet:block max-tablet:px-4 max-tablet:py-3"
              >
                {columns.map((column) => (
                  <td
                    key={column.id}
                    className={cx(
                      "px-4 align-middle max-tablet:flex max-tablet:justify-between max-tablet:gap-4",
                      "max-tablet:px-0 max-tablet:py-1",
                      dense ? "py-[6px]" : "py-3",
                      column.end && "text-end tabular-nums",
                    )}
                  >
                    <span aria-hidden className="label tablet:hidden">
                      {column.title}
                    </span>
                    <span>{column.cell(row)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && (empty ?? <p className="px-4 py-6 text-center text-small text-tx2">{t("table.empty")}</p>)}
      {foot && <div className="border-t border-line px-4 py-3">{foot}</div>}
    </div>
  );
}
