import { Box, Check, Cpu } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Model } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { modelText } from "@/lib/model-text";
import { Icon } from "./Icon";

/** The local engine first, then what can run, then what can't; each group fastest first. */
export function byFit(models: readonly Model[]): Model[] {
  const rank = (model: Model): number => (model.provider === "local" ? 0 : 2) + (model.available ? 0 : 1);
  return models.toSorted((a, b) => rank(a) - rank(b) || a.expectedSeconds - b.expectedSeconds);
}

interface ModelPickerProps {
  models: readonly Model[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  label: string;
}

function Row({ model, on, onChoose }: { model: Model; on: boolean; onChoose: () => void }) {
  const { t } = useTranslation(["ui", "model"]);
  const { t: common } = useTranslation();
  const { number, span } = useFormat();
  const local = model.provider === "local";
  return (
    <button
      type="button"
      role="radio"
      aria-checked={on}
      aria-disabled={!model.available || undefined}
      onClick={() => model.available && onChoose()}
      className={cx(
        "grid w-full grid-cols-[36px_1fr_auto] items-center gap-3 rounded-tile p-[10px] text-start transition-colors",
        on ? "bg-accent/9 ring-1 ring-accent/40 ring-inset" : "hover:bg-white/5",
        !model.available && "opacity-60",
      )}
    >
      <span className={cx("grid size-9 place-items-center rounded-[10px] bg-s3", on ? "text-accent-text" : "text-tx2")}>
        <Icon of={on ? Check : local ? Cpu : Box} />
      </span>
      <span className="min-w-0">
        <span className="block font-semibold">{modelText(t, model.id, "title", model.title)}</span>
        <span className="block text-tiny text-tx2">
          {model.available ? modelText(t, model.id, "summary", model.summary) : model.unavailableBecause}
        </span>
      </span>
      <span className="text-end">
        <span
          className={cx(
            "figures block text-[1.0625rem] leading-tight",
            model.credits === 0 ? "text-ok" : "text-yellow-text",
          )}
        >
          {model.credits === 0 ? (
            t("price.free")
          ) : (
            <>
              <span aria-hidden>{number(model.credits)} </span>
              <span className="text-tiny">{common("credits.unit", { count: model.credits })}</span>
              <span className="sr-only">{common("credits.count", { count: model.credits })}</span>
            </>
          )}
        </span>
        <span className="block text-tiny text-tx3">{common("time.about", { time: span(model.expectedSeconds) })}</span>
      </span>
    </button>
  );
}

export function ModelPicker({ models, chosen, onChoose, label }: ModelPickerProps) {
  const { t } = useTranslation("ui");
  return (
    <div>
      <div className="flex items-center justify-between gap-3 px-[10px] pt-2 pb-[10px]">
        <span className="label">{label}</span>
        <span className="text-tiny text-tx3">{t("model.sorted")}</span>
      </div>
      <div role="radiogroup" aria-label={label} className="flex flex-col gap-1">
        {byFit(models).map((model) => (
          <Row key={model.id} model={model} on={model.id === chosen} onChoose={() => onChoose(model.id)} />
        ))}
      </div>
      {models.length === 0 && <p className="p-3 text-small text-tx2">{t("model.none")}</p>}
    </div>
  );
}
