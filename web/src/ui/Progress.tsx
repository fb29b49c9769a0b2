import { useEffect, useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";

interface ProgressProps {
  /** 0…1 */
  value: number;
  label: string;
  running?: boolean;
  className?: string;
}

/** A bar that moves by transform, so that nothing is laid out again. */
export function Progress({ value, label, running, className }: ProgressProps) {
  const clamped = Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(clamped * 100)}
      className={cx("h-1 overflow-hidden rounded-full bg-white/9", className)}
    >
      <i
        className={cx(
          "block h-full w-full origin-left rounded-full transition-transform",
          "duration-[var(--time-arrive)] rtl:origin-right",
          running ? "bg-linear-to-r from-accent/45 to-accent" : "bg-accent",
        )}
        style={{ transform: `scaleX(${clamped})` }}
      />
    </div>
  );
}

/** Seconds left, counted down between the server's messages; undefined when nobody knows. */
export function useCountdown(etaSeconds: number | undefined): number | undefined {
  const [left, setLeft] = useState(etaSeconds);
  useEffect(() => {
    setLeft(etaSeconds);
    if (etaSeconds === undefined) return;
    const until = Date.now() + etaSeconds * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, (until - Date.now()) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [etaSeconds]);
  return left;
}

/** Seconds since then, counted on; 0 while it has not begun. */
export function useElapsed(since: string | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (since === undefined) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, (now - Date.parse(since)) / 1000);
}

/** Speaks at 0, 25, 50, 75 and 100 percent, not at every step. */
export function SpokenProgress({ value, label }: { value: number; label: string }) {
  const { percent } = useFormat();
  const quarter = Math.floor(Math.min(1, Math.max(0, value)) * 4) / 4;
  const said = useRef<number>(undefined);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (said.current === quarter) return;
    said.current = quarter;
    setWords(`${label}: ${percent(quarter)}`);
  }, [quarter, label, percent]);
  return (
    <span role="status" className="sr-only">
      {words}
    </span>
  );
}
