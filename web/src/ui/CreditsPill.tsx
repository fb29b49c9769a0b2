import { Coins } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { motionReduced } from "@/lib/preferences";
import { Icon } from "./Icon";

const ROLL_MILLIS = 420;

/** The number rolls from the old to the new value; with little motion it is simply new. */
export function useRolling(value: number): number {
  const [shown, setShown] = useState(value);
  const from = useRef(value);
  useEffect(() => {
    const start = from.current;
    from.current = value;
    if (start === value || motionReduced()) {
      setShown(value);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now: number) {
      const t = Math.min(1, (now - began) / ROLL_MILLIS);
      setShown(t === 1 ? value : Math.round(start + (value - start) * (1 - (1 - t) ** 3)));
      if (t < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}

/** What is ready to spend. Pulses once when it changes. */
export function CreditsPill({ available, onOpen }: { available: number | undefined; onOpen?: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const shown = useRolling(available ?? 0);
  const [changes, setChanges] = useState(0);
  const before = useRef(available);
  useEffect(() => {
    if (before.current !== undefined && before.current !== available) setChanges((count) => count + 1);
    before.current = available;
  }, [available]);
  return (
    <button
      type="button"
      data-accent="yellow"
      onClick={onOpen}
      aria-label={available === undefined ? t("state.loading") : t("credits.ready", { count: available })}
      className={cx(
        "hit figures inline-flex h-[38px] items-center gap-2 rounded-button border",
        "border-yellow/24 bg-yellow/7 px-[14px]",
        "text-[1.0625rem] leading-none text-yellow-text hover:bg-yellow/12",
      )}
    >
      {changes > 0 && <i key={changes} aria-hidden className="pulse-once absolute inset-0 rounded-button" />}
      <Icon of={Coins} size={17} />
      {available === undefined ? <i className="skeleton h-4 w-7" /> : number(shown)}
    </button>
  );
}
