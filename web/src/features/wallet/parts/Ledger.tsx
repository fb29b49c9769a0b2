import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useWalletHistoryInfiniteQuery, type EntryFilter } from "@reverie/api/api";
import type { Job, LedgerEntry } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { filmTitle } from "@/lib/film";
import { Chip } from "@/ui/Chip";
import { Endless } from "@/ui/Endless";
import { Skeleton, Trouble } from "@/ui/States";
import { LedgerRow } from "@/ui/Wallet";

/** The kinds that exist while nothing is bought, sold or paid out; others join with the work that brings them. */
const FILTERS = ["charge", "hold", "release", "grant", "adjustment", "reversal", "expiry"] as const;

/** Says an entry in plain words: the film it was for, or where it came from. */
function useWords(jobs: readonly Job[]) {
  const { t } = useTranslation("wallet");
  const titles = useMemo(() => new Map(jobs.map((job) => [job.id, filmTitle(job)])), [jobs]);
  return (entry: LedgerEntry): { title: string; source: string | undefined } => {
    const film = entry.job ? (titles.get(entry.job) ?? t("film")) : undefined;
    const title = film ?? t(`entry.${entry.kind}.title`);
    const plain = t(`entry.${entry.kind}.source`, { defaultValue: "" });
    const known = entry.reason ? t(`reason.${entry.reason}`, { defaultValue: entry.reason }) : undefined;
    return { title, source: [plain, known].filter(Boolean).join(" · ") || undefined };
  };
}

/** Every entry, newest first. */
export function Ledger({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation(["wallet", "ui"]);
  const go = useNavigate();
  const [filter, setFilter] = useState<EntryFilter>({});
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useWalletHistoryInfiniteQuery(filter);
  const words = useWords(jobs);
  const problem = problemOf(error);
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="ledger" className="card overflow-hidden">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-[22px] pt-4 pb-3 max-tablet:px-[14px]">
        <h2 id="ledger" className="text-h3">
          {t("ledger")}
        </h2>
        <div
          role="group"
          aria-label={t("filters")}
          className="-my-1 flex min-w-0 flex-1 gap-2 overflow-x-auto p-1 tablet:justify-end
            max-tablet:basis-full max-tablet:[scrollbar-width:none]"
        >
          <Chip on={!filter.kind} onClick={() => setFilter({})}>
            {t("all")}
          </Chip>
          {FILTERS.map((kind) => (
            <Chip key={kind} on={filter.kind === kind} onClick={() => setFilter({ kind })}>
              {t(`ui:ledger.${kind}`)}
            </Chip>
          ))}
        </div>
      </header>
      {!data && problem && (
        <div className="p-4">
          <Trouble problem={problem} onRetry={() => void refetch()} />
        </div>
      )}
      {!data && !problem && <Skeleton rows={5} />}
      {data && entries.length === 0 && (
        <p className="border-t border-line px-[22px] py-8 text-center text-small text-tx2">
          {t(filter.kind ? "none" : "empty")}
        </p>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {entries.map((entry) => (
          <li key={entry.id}>
            <LedgerRow
              entry={entry}
              {...words(entry)}
              onOpen={entry.job ? () => void go(`/jobs/${entry.job}`) : undefined}
            />
          </li>
        ))}
      </ul>
      {data && hasNextPage && (
        <div className="border-t border-line p-3">
          <Endless more={hasNextPage} busy={isFetching} problem={problem} onMore={() => void fetchNextPage()} />
        </div>
      )}
    </section>
  );
}
