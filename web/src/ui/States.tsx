import { CircleAlert, WifiOff } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@reverie/api/problem";
import type { HeroineMood } from "@/art/heroine";
import { useFormat } from "@/lib/format";
import { useProblemWords } from "@/lib/problem-words";
import { Button } from "./Button";
import { HeroineLater } from "./HeroineLater";
import { Icon } from "./Icon";
import { useCountdown } from "./Progress";

interface EmptyProps {
  title: string;
  body?: string;
  action?: ReactNode;
  art?: HeroineMood;
  level?: 1 | 2;
}

/** Never a blank pane: a picture, one sentence and a way on. */
export function Empty({ title, body, action, art = "empty", level = 2 }: EmptyProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-[520px] flex-col items-center gap-4 px-4 py-10 text-center arrive">
      <div className="pane mb-3 aspect-[8/5] w-full overflow-hidden rounded-stage bg-s1">
        <HeroineLater mood={art} />
      </div>
      <Heading className="text-h1">{title}</Heading>
      {body && <p className="text-tx2">{body}</p>}
      {action && <div className="flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}

function Countdown({ seconds, onRetry }: { seconds: number; onRetry: () => void }) {
  const { t } = useTranslation();
  const { t: errors } = useTranslation("errors");
  const { span } = useFormat();
  const left = useCountdown(seconds) ?? 0;
  return left > 0 ? (
    <Button size="small" reason={errors("rate_limited", { time: span(left) })}>
      {span(left)}
    </Button>
  ) : (
    <Button size="small" onClick={onRetry}>
      {t("action.retry")}
    </Button>
  );
}

/** What happened in plain words, what to do, and one way forward. */
export function Trouble({ problem, onRetry, action }: { problem: Problem; onRetry?: () => void; action?: ReactNode }) {
  const { t } = useTranslation();
  const words = useProblemWords(problem);
  const quiet = problem.code === "offline";
  return (
    <div role="alert" className="card flex items-start gap-3 border-bad/30 bg-bad/5 p-4 text-start">
      <Icon of={quiet ? WifiOff : CircleAlert} className="mt-0.5 shrink-0 text-bad" />
      <div className="flex-1">
        <p className="font-medium text-tx">{words.title}</p>
        {words.detail && <p className="text-small text-tx2">{words.detail}</p>}
        {words.remedy && <p className="text-small text-tx2">{words.remedy}</p>}
        {(action || onRetry) && (
          <div className="mt-3 flex flex-wrap gap-2">
            {action}
            {onRetry &&
              (problem.retryAfterSeconds ? (
                <Countdown seconds={problem.retryAfterSeconds} onRetry={onRetry} />
              ) : (
                <Button size="small" onClick={onRetry}>
                  {t("action.retry")}
                </Button>
              ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** Grey shapes in the final layout, after 150 ms; words after two seconds. */
export function Skeleton({ rows = 3, words, className }: { rows?: number; words?: string; className?: string }) {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 2000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t("state.loading")} className={className ?? "flex flex-col gap-4 p-5"}>
      <div className="late-in flex flex-col gap-4">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center gap-3">
            <i className="skeleton size-12 shrink-0 rounded-field" />
            <div className="flex flex-1 flex-col gap-2">
              <i className="skeleton h-4 w-2/5" />
              <i className="skeleton h-3 w-3/5" />
            </div>
          </div>
        ))}
      </div>
      {slow && <p className="text-small text-tx2 arrive">{words ?? t("state.slow")}</p>}
    </div>
  );
}
