import { ChevronDown, Clock, Ratio, SlidersHorizontal, Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Model } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { usePhone } from "@/lib/media-query";
import { faultsOf, fieldsOf, type ModelField, type Values } from "@/lib/model-schema";
import { modelText } from "@/lib/model-text";
import { Chip } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";
import { ModelForm } from "@/ui/ModelForm";
import { ModelPicker } from "@/ui/ModelPicker";
import { Dialog, Popover } from "@/ui/Overlay";
import { namesOf, type Draft } from "../use-draft";

interface OptionsProps {
  draft: Draft;
  model: Model;
  messages: Record<string, string>;
}

/** A value in a word or two, for its chip. */
function useShort(model: Model) {
  const { t } = useTranslation(["ui", "model"]);
  const { span } = useFormat();
  return ({ name, schema }: ModelField, values: Values): string => {
    const value = values[name];
    if (name === "seconds" && typeof value === "number") return span(value);
    if (schema.enum) return modelText(t, model.id, `${name}.enum.${String(value)}`, String(value));
    return `${modelText(t, model.id, `${name}.title`, schema.title ?? name)} ${String(value)}`;
  };
}

function ModelChip({ draft, model }: { draft: Draft; model: Model }) {
  const { t } = useTranslation(["studio", "ui", "model"]);
  const [open, setOpen] = useState(false);
  const { t: words } = useTranslation(["ui", "model"]);
  return (
    <Popover
      side="top"
      label={t("models.choose")}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Chip tall accent aria-label={t("models.chosen", { title: modelText(words, model.id, "title", model.title) })}>
          <Icon of={Sparkles} size={14} />
          {modelText(words, model.id, "title", model.title)}
          <Icon of={ChevronDown} size={14} />
        </Chip>
      }
    >
      <ModelPicker
        label={t("models.label")}
        models={draft.models}
        chosen={model.id}
        onChoose={(id) => {
          draft.choose(id);
          setOpen(false);
        }}
      />
    </Popover>
  );
}

/** Model and options, all made from the model's schema: a chip for each, and the whole form behind one more. */
export function Options({ draft, model, messages }: OptionsProps) {
  const { t } = useTranslation("studio");
  const phone = usePhone();
  const short = useShort(model);
  const [open, setOpen] = useState(false);
  const values = draft.inputs ?? {};
  const names = namesOf(model);
  const apart = [names.photo, names.idea].filter((name) => name !== undefined);
  const fields = fieldsOf(model.inputs).filter((field) => !apart.includes(field.name));
  const plain = fields.filter((field) => !field.advanced);
  const form = (without: readonly string[]) => (
    <ModelForm
      model={model.id}
      inputs={model.inputs}
      values={values}
      faults={faultsOf(model.inputs, values)}
      messages={messages}
      without={without}
      onChange={draft.set}
    />
  );
  const others = (name: string): string[] => [...apart, ...fields.map((one) => one.name).filter((one) => one !== name)];
  const wrong = fields.some((field) => messages[field.name]);
  const all = (
    <Chip
      tall
      aria-label={t("options.all")}
      title={t("options.all")}
      className={wrong ? "border-bad/60 text-bad" : undefined}
      onClick={phone ? () => setOpen(true) : undefined}
    >
      <Icon of={SlidersHorizontal} size={15} />
      {phone && plain[0] && short(plain[0], values)}
    </Chip>
  );
  return (
    <>
      <ModelChip draft={draft} model={model} />
      {phone ? (
        <>
          {all}
          <Dialog open={open} onOpenChange={setOpen} title={t("options.title")}>
            {form(apart)}
          </Dialog>
        </>
      ) : (
        <>
          {plain.map((field) => (
            <Popover
              key={field.name}
              side="top"
              label={t("options.title")}
              className="p-5"
              trigger={
                <Chip tall>
                  {field.name === "seconds" && <Icon of={Clock} size={14} />}
                  {field.name === "aspect" && <Icon of={Ratio} size={14} />}
                  {short(field, values)}
                </Chip>
              }
            >
              {form(others(field.name))}
            </Popover>
          ))}
          {plain.length < fields.length && (
            <Popover side="top" label={t("options.title")} className="max-h-[60vh] overflow-y-auto p-5" trigger={all}>
              {form(apart)}
            </Popover>
          )}
        </>
      )}
    </>
  );
}
