import { useMemo } from "react";
import { useTranslation } from "react-i18next";

export interface Formats {
  number: (value: number) => string;
  /** A figure with its sign, as in a ledger: +8, −14. */
  signed: (value: number) => string;
  percent: (fraction: number) => string;
  /** Rounded the way people say it: 38 s, 2 min, 1 h. */
  span: (seconds: number) => string;
  /** A film's length: 0:05. */
  clock: (seconds: number) => string;
  bytes: (count: number) => string;
  date: (iso: string) => string;
  time: (iso: string) => string;
  ago: (iso: string) => string;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

function ago(language: string, iso: string, now: string): string {
  const seconds = (Date.now() - Date.parse(iso)) / 1000;
  if (seconds < 45) return now;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (seconds < HOUR) return words.format(-Math.round(seconds / MINUTE), "minute");
  if (seconds < DAY) return words.format(-Math.round(seconds / HOUR), "hour");
  if (seconds < 7 * DAY) return words.format(-Math.round(seconds / DAY), "day");
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(new Date(iso));
}

export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Numbers, times and sizes in the person's language. */
export function useFormat(): Formats {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  return useMemo(() => {
    const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    const signs = new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
    const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
    return {
      number: (value) => numbers.format(value),
      signed: (value) => signs.format(value).replace("-", "−"),
      percent: (fraction) => percents.format(fraction),
      span: (seconds) => {
        if (seconds < 100) return t("time.seconds", { n: Math.max(1, Math.round(seconds)) });
        if (seconds < 100 * MINUTE) return t("time.minutes", { n: Math.round(seconds / MINUTE) });
        return t("time.hours", { n: Math.round(seconds / HOUR) });
      },
      clock,
      bytes: (count) => {
        const mega = count / 1_000_000;
        const unit = mega >= 1000 ? "gigabyte" : mega >= 1 ? "megabyte" : "kilobyte";
        const value = mega >= 1000 ? mega / 1000 : mega >= 1 ? mega : count / 1000;
        return new Intl.NumberFormat(language, {
          style: "unit",
          unit,
          maximumFractionDigits: value < 10 ? 1 : 0,
        }).format(value);
      },
      date: (iso) =>
        new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }).format(new Date(iso)),
      time: (iso) => new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso)),
      ago: (iso) => ago(language, iso, t("time.now")),
    };
  }, [language, t]);
}
