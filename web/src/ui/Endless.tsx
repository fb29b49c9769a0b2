import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@reverie/api/problem";
import { Button } from "./Button";
import { Trouble } from "./States";

interface EndlessProps {
  more: boolean;
  busy: boolean;
  problem?: Problem;
  onMore: () => void;
}

/** The end of an endless list: loads on when it comes into view, or at a press. */
export function Endless({ more, busy, problem, onMore }: EndlessProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef({ busy, onMore });
  useEffect(() => {
    latest.current = { busy, onMore };
  });
  useEffect(() => {
    const target = end.current;
    if (!target || !more || problem || !("IntersectionObserver" in globalThis)) return;
    const seen = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && !latest.current.busy) latest.current.onMore();
      },
      { rootMargin: "300px" },
    );
    seen.observe(target);
    return () => seen.disconnect();
  }, [more, problem]);
  if (problem) return <Trouble problem={problem} onRetry={onMore} />;
  if (!more) return null;
  return (
    <div ref={end} className="flex justify-center">
      <Button size="small" kind="ghost" busy={busy} onClick={onMore}>
        {t("action.more")}
      </Button>
    </div>
  );
}
