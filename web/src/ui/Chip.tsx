import type { ButtonHTMLAttributes, ReactNode } from "react";
import { cx } from "@/lib/cx";

type ChipProps = ButtonHTMLAttributes<HTMLButtonElement> & { on?: boolean; accent?: boolean; tall?: boolean };

/** A filter or a choice. On = white; accent = the page's own colour. */
export function Chip({ on, accent, tall, className, type = "button", ...rest }: ChipProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-pressed={on}
      className={cx(
        "hit inline-flex shrink-0 items-center gap-[7px] rounded-chip border px-3 text-small whitespace-nowrap",
        "transition-colors duration-[var(--time-fast)]",
        tall ? "h-9" : "h-[30px]",
        on
          ? "border-tx bg-tx font-semibold text-on-accent"
          : accent
            ? "border-accent/35 bg-accent/9 text-accent-text hover:bg-accent/15"
            : "border-line bg-white/3 text-tx2 hover:border-line2 hover:text-tx",
        rest.disabled && "opacity-50",
        className,
      )}
    />
  );
}

export type TagTone = "plain" | "ok" | "warn" | "bad" | "cyan" | "magenta" | "yellow";

const TONES: Record<TagTone, string> = {
  plain: "text-tx2 border-line",
  ok: "text-ok border-line",
  warn: "text-warn border-line",
  bad: "text-bad border-bad/35",
  cyan: "text-cyan-text border-line",
  magenta: "text-magenta-text border-line",
  yellow: "text-yellow-text border-line",
};

/** A fact: a length, a state, "local engine". */
export function Tag({
  tone = "plain",
  children,
  className,
}: {
  tone?: TagTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex min-h-[22px] items-center gap-[5px] rounded-tag border bg-bg/72 px-2",
        "font-mono text-label font-medium",
        "tracking-normal whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
