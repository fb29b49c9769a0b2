import type { ReactNode } from "react";
import { problemOf } from "@reverie/api/problem";
import { DataTable, type Column } from "@/ui/DataTable";
import { Endless } from "@/ui/Endless";
import { Skeleton, Trouble } from "@/ui/States";

interface Pages<Row> {
  data?: { pages: { items: Row[] }[] };
  error?: unknown;
  isFetching: boolean;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

interface ListProps<Row> {
  label: string;
  list: Pages<Row>;
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
  tools?: ReactNode;
  empty?: ReactNode;
}

/** One endless table with all its states. */
export function List<Row>({ label, list, columns, keyOf, tools, empty }: ListProps<Row>) {
  const { data, isFetching, hasNextPage, fetchNextPage, refetch } = list;
  const problem = problemOf(list.error);
  if (!data) {
    return (
      <div className="flex flex-col gap-3">
        {tools && <div className="flex flex-wrap items-center gap-2">{tools}</div>}
        {problem ? (
          <Trouble problem={problem} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={8} className="card p-5" />
        )}
      </div>
    );
  }
  return (
    <DataTable
      dense
      label={label}
      columns={columns}
      rows={data.pages.flatMap((page) => page.items)}
      keyOf={keyOf}
      tools={tools}
      empty={empty}
      foot={
        (hasNextPage || problem) && (
          <Endless more={hasNextPage} busy={isFetching} problem={problem} onMore={() => void fetchNextPage()} />
        )
      }
    />
  );
}
