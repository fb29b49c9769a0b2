import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";

const GOOD = new Set(["succeeded", "delivered", "claimed"]);
const BAD = new Set(["failed", "undelivered", "expired", "no_answer"]);

/** What happened and when, in the order it happened. Unknown kinds show their own name. */
export function Moments({ moments }: { moments: readonly TimelineEntry[] }) {
  const { t } = useTranslation("ui");
  const { date, time } = useFormat();
  return (
    <ol className="mt-3 flex flex-col">
      {moments.map(({ at, what, note }, index) => {
        const before = moments[index - 1];
        const newDay = before !== undefined && date(before.at) !== date(at);
        return (
          <li key={`${at} ${what}`} className="grid grid-cols-[14px_1fr_auto] gap-x-3 text-small">
            <span aria-hidden className="relative flex justify-center">
              {index < moments.length - 1 && <i className="absolute top-3 h-full w-px bg-line2" />}
              <i
                className={cx(
                  "relative mt-[6px] size-[9px] rounded-full",
                  GOOD.has(what) ? "bg-ok" : BAD.has(what) ? "bg-bad" : "bg-accent",
                )}
              />
            </span>
            <span className="pb-3">
              {t(`moment.${what}`, { defaultValue: what.replaceAll("_", " ") })}
              {note && <span className="block text-tiny text-tx3">{note}</span>}
            </span>
            <time dateTime={at} className="text-tiny text-tx3 tabular-nums">
              {newDay ? `${date(at)}, ` : ""}
              {time(at)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
