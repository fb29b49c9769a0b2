import { ChevronDown, Dices } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldsOf, type FieldFault, type ModelField, type Values } from "@/lib/model-schema";
import { modelText } from "@/lib/model-text";
import { Button } from "./Button";
import { Select, Slider, Switch } from "./Choice";
import { Field, TextArea } from "./Field";
import { Icon } from "./Icon";

interface ModelFormProps {
  model: string;
  /** The model's input schema from the catalog. */
  inputs: Record<string, unknown>;
  values: Values;
  onChange: (field: string, value: unknown) => void;
  faults?: Record<string, FieldFault>;
  /** The server's own words for a field; they win over ours. */
  messages?: Record<string, string>;
  /** Fields shown elsewhere on the page, such as the photo and the idea in the prompt bar. */
  without?: readonly string[];
  /** How a picture is given; the page knows its uploads and library. */
  renderMedia?: (field: ModelField, label: string, error: string | undefined) => ReactNode;
}

const SEED_MAX = 2_147_483_647;

interface OneProps extends Pick<ModelFormProps, "model" | "onChange" | "renderMedia"> {
  field: ModelField;
  value: unknown;
  error?: string;
}

function One({ model, field, value, error, onChange, renderMedia }: OneProps) {
  const { t } = useTranslation(["ui", "model"]);
  const { name, schema, widget, required } = field;
  const label = modelText(t, model, `${name}.title`, schema.title ?? name);
  const hint = modelText(t, model, `${name}.description`, schema.description ?? "") || undefined;
  const set = (next: unknown): void => onChange(name, next);
  const number = typeof value === "number" ? value : typeof schema.default === "number" ? schema.default : undefined;
  const common = { id: `field-${name}`, label, hint, error };
  switch (widget) {
    case "media":
      return renderMedia?.(field, label, error) ?? null;
    case "prompt":
      return (
        <TextArea
          {...common}
          optional={!required}
          value={String(value ?? "")}
          maxLength={schema.maxLength}
          onChange={(e) => set(e.target.value)}
        />
      );
    case "slider":
      return (
        <Slider
          label={label}
          hint={hint}
          error={error}
          value={number ?? schema.minimum ?? 0}
          min={schema.minimum ?? 0}
          max={schema.maximum ?? 100}
          step={schema.multipleOf ?? (schema.type === "integer" ? 1 : 0.01)}
          onChange={set}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          value={value === undefined ? undefined : String(value)}
          options={(schema.enum ?? []).map((one) => ({
            value: String(one),
            label: modelText(t, model, `${name}.enum.${one}`, String(one)),
          }))}
          onChange={(chosen) => set(schema.enum?.find((one) => String(one) === chosen))}
        />
      );
    case "switch":
      return <Switch label={label} hint={hint} on={value === true} onChange={set} />;
    case "seed":
      return (
        <div className="flex items-end gap-2">
          <div className="flex-1">
            <Field
              {...common}
              hint={t("form.seed")}
              optional
              inputMode="numeric"
              value={value === undefined ? "" : String(value)}
              onChange={(e) => set(/^\d+$/.test(e.target.value) ? Number(e.target.value) : undefined)}
            />
          </div>
          <Button
            icon
            className="mb-[22px]"
            aria-label={t("form.seedRoll")}
            onClick={() => set(crypto.getRandomValues(new Uint32Array(1))[0]! % SEED_MAX)}
          >
            <Icon of={Dices} />
          </Button>
        </div>
      );
    case "number":
      return (
        <Field
          {...common}
          optional={!required}
          type="number"
          min={schema.minimum}
          max={schema.maximum}
          value={value === undefined ? "" : String(value)}
          onChange={(e) => set(e.target.value === "" ? undefined : Number(e.target.value))}
        />
      );
    case "text":
      return (
        <Field
          {...common}
          optional={!required}
          value={String(value ?? "")}
          maxLength={schema.maxLength}
          onChange={(e) => set(e.target.value === "" ? undefined : e.target.value)}
        />
      );
  }
}

/** Says how many fields need a look and takes the focus there; each line leads to its field. */
function Summary({ errors, labelOf }: { errors: Record<string, string>; labelOf: (name: string) => string }) {
  const { t } = useTranslation("errors");
  const box = useRef<HTMLDivElement>(null);
  const names = Object.keys(errors);
  const known = names.join();
  useEffect(() => {
    if (known) box.current?.focus();
  }, [known]);
  if (names.length < 2) return null;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="card border-bad/30 bg-bad/5 p-4">
      <p className="font-medium">{t("summary", { count: names.length })}</p>
      <ul className="mt-1 list-disc ps-5 text-small text-tx2">
        {names.map((name) => (
          <li key={name}>
            <a className="underline" href={`#field-${name}`}>
              {labelOf(name)}
            </a>
            : {errors[name]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A form for any model of the catalog, made from its input schema. */
export function ModelForm(props: ModelFormProps) {
  const { model, inputs, values, onChange, faults = {}, messages = {}, without = [], renderMedia } = props;
  const { t } = useTranslation(["ui", "model"]);
  const { t: errorWords } = useTranslation("errors");
  const fields = fieldsOf(inputs).filter((field) => !without.includes(field.name));
  const errors: Record<string, string> = {};
  for (const { name } of fields) {
    const fault = faults[name];
    const words = messages[name] ?? (fault && errorWords(fault.code, { min: fault.min, max: fault.max }));
    if (words) errors[name] = words;
  }
  const show = (field: ModelField) => (
    <One
      key={field.name}
      model={model}
      field={field}
      value={values[field.name]}
      error={errors[field.name]}
      onChange={onChange}
      renderMedia={renderMedia}
    />
  );
  const advanced = fields.filter((field) => field.advanced);
  const labelOf = (name: string): string => {
    const title = fields.find((field) => field.name === name)?.schema.title ?? name;
    return modelText(t, model, `${name}.title`, title);
  };
  return (
    <div className="flex flex-col gap-5">
      <Summary errors={errors} labelOf={labelOf} />
      {fields.filter((field) => !field.advanced).map(show)}
      {advanced.length > 0 && (
        <details className="group" open={advanced.some((field) => errors[field.name]) || undefined}>
          <summary className="flex min-h-11 list-none items-center gap-2 text-small text-tx2 hover:text-tx">
            <Icon of={ChevronDown} size={16} className="transition-transform group-open:rotate-180" />
            {t("form.advanced")}
          </summary>
          <div className="flex flex-col gap-5 pt-2">{advanced.map(show)}</div>
        </details>
      )}
    </div>
  );
}
