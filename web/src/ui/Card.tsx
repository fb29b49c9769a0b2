import type { ReactNode } from "react";
import type { Accent } from "@reverie/tokens/values";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { useTranslation } from "react-i18next";

interface CardProps {
  title?: string;
  /** Right of the title. */
  side?: ReactNode;
  accent?: Accent;
  children: ReactNode;
  className?: string;
  flush?: boolean;
  level?: 2 | 3;
}

/** Solid ground for one subject. */
export function Card({ title, side, accent, children, className, flush, level = 2 }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section data-accent={accent} className={cx("card", !flush && "p-5 max-tablet:p-4", className)}>
      {title && (
        <header className={cx("flex min-h-[34px] flex-wrap items-center gap-3", flush && "px-5 pt-4 pb-3")}>
          <Heading className="text-h3 flex-1">{title}</Heading>
          {side}
        </header>
      )}
      {children}
    </section>
  );
}

/** A line of values with a summary in words. Own SVG: no chart library for a small thing. */
function Sparkline({
  values,
  label,
  height = 36,
}: {
  values: readonly number[];
  label: string;
  height?: number;
}) {
  const { t } = useTranslation("ui");
  const { number } = useFormat();
  if (values.length < 2) return null;
  const max = Math.max(...values);
  const min = Math.min(...values);
  const point = (value: number, at: number): string =>
    `${((at / (values.length - 1)) * 100).toFixed(2)},${(2 + (1 - (value - min) / (max - min || 1)) * 28).toFixed(2)}`;
  const line = values.map(point).join(" ");
  const words = t("chart.trend", { first: number(values[0] ?? 0), last: number(values.at(-1) ?? 0), max: number(max) });
  return (
    <svg
      role="img"
      aria-label={`${label}. ${words}`}
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      className="block w-full overflow-visible text-accent"
      style={{ height }}
    >
      <polygon points={`0,32 ${line} 100,32`} className="fill-accent/12" />
      <polyline points={line} fill="none" stroke="currentColor" strokeWidth="1.75" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** One figure and what it means. */
export function Stat({
  label,
  value,
  note,
  trend,
}: {
  label: string;
  value: string | undefined;
  note?: ReactNode;
  trend?: readonly number[];
}) {
  return (
    <div className="card flex flex-col gap-2 p-4">
      <span className="label">{label}</span>
      {value === undefined ? (
        <i className="skeleton h-8 w-20" />
      ) : (
        <span className="figures text-h1 leading-none">{value}</span>
      )}
      {note && <span className="text-tiny text-tx3">{note}</span>}
      {trend && <Sparkline values={trend} label={label} />}
    </div>
  );
}
