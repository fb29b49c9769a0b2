import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useModelsListQuery, type JobFilter } from "@reverie/api/api";
import { cx } from "@/lib/cx";
import { modelText } from "@/lib/model-text";
import { Chip } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";
import { Popover } from "@/ui/Overlay";

export const STATES = ["queued", "running", "succeeded", "failed", "canceled"] as const;

interface FiltersProps {
  filter: JobFilter;
  onChange: (next: JobFilter) => void;
}

function Models({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation("history");
  const { t: words } = useTranslation(["ui", "model"]);
  const [open, setOpen] = useState(false);
  const { data } = useModelsListQuery({});
  const titles = (data?.items ?? []).map(({ id, title }) => ({ id, title: modelText(words, id, "title", title) }));
  const chosen = titles.find((one) => one.id === filter.model)?.title ?? filter.model;
  const choose = (model: string | undefined): void => {
    onChange({ ...filter, model });
    setOpen(false);
  };
  return (
    <Popover
      label={t("model")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Chip tall on={chosen !== undefined}>
          {chosen ?? t("anyModel")}
          <Icon of={ChevronDown} size={14} />
        </Chip>
      }
    >
      <div role="radiogroup" aria-label={t("model")} className="flex flex-col">
        {[{ id: undefined, title: t("anyModel") }, ...titles].map(({ id, title }) => (
          <button
            key={id ?? ""}
            type="button"
            role="radio"
            aria-checked={filter.model === id}
            onClick={() => choose(id)}
            className={cx(
              "flex min-h-11 items-center justify-between gap-3 rounded-[10px] px-3 text-start hover:bg-white/5",
              filter.model === id && "text-accent-text",
            )}
          >
            {title}
            {filter.model === id && <Icon of={Check} size={16} />}
          </button>
        ))}
      </div>
    </Popover>
  );
}

export function Filters({ filter, onChange }: FiltersProps) {
  const { t } = useTranslation("history");
  return (
    <div
      role="group"
      aria-label={t("filters")}
      className="-mx-1 flex items-center gap-2 overflow-x-auto px-1 py-1 max-tablet:[scrollbar-width:none]"
    >
      <Chip tall on={!filter.state} onClick={() => onChange({ ...filter, state: undefined })}>
        {t("all")}
      </Chip>
      {STATES.map((state) => (
        <Chip key={state} tall on={filter.state === state} onClick={() => onChange({ ...filter, state })}>
          {t(`state.${state}`)}
        </Chip>
      ))}
      <i aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line2" />
      <Models filter={filter} onChange={onChange} />
    </div>
  );
}
