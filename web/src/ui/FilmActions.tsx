import { Coins, Download, PenLine, Repeat, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { downloadOf, filmOf, isOver } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { Button, buttonLook } from "./Button";
import { Icon } from "./Icon";

interface FilmActionsProps {
  job: Job;
  /** What another one costs; it stands on the button. */
  price: number;
  busy?: boolean;
  onAgain: () => void;
  onChange?: () => void;
  onRemove: () => void;
}

/** What can be done with a run that is over. */
export function FilmActions({ job, price, busy, onAgain, onChange, onRemove }: FilmActionsProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { number } = useFormat();
  const film = filmOf(job);
  if (!isOver(job)) return null;
  const cost = price === 0 ? t("price.free") : common("credits.count", { count: price });
  return (
    <div className="flex flex-wrap gap-2">
      {film && (
        <a href={downloadOf(film)} download className={buttonLook({ size: "small" })}>
          <Icon of={Download} size={16} />
          {common("action.download")}
        </a>
      )}
      {job.state === "succeeded" && (
        <Button
          size="small"
          busy={busy}
          onClick={onAgain}
          aria-label={t("price.spoken", { label: t("job.another"), price: cost })}
        >
          <Icon of={Repeat} size={16} />
          {t("job.another")}
          <i aria-hidden className="h-4 w-px bg-line2" />
          <span aria-hidden className="inline-flex items-center gap-[5px] text-yellow-text tabular-nums">
            {price > 0 && <Icon of={Coins} size={14} />}
            {price > 0 ? number(price) : cost}
          </span>
        </Button>
      )}
      {onChange && (
        <Button size="small" onClick={onChange}>
          <Icon of={PenLine} size={16} />
          {t("job.change")}
        </Button>
      )}
      <Button size="small" kind="ghost" onClick={onRemove}>
        <Icon of={Trash2} size={16} />
        {common("action.delete")}
      </Button>
    </div>
  );
}
