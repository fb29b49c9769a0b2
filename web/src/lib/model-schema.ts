/** The part of JSON Schema (draft 2020-12) that model inputs use, with the catalog's hints. */
export interface FieldSchema {
  type?: "string" | "integer" | "number" | "boolean" | "array";
  format?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  maxLength?: number;
  minLength?: number;
  "x-widget"?: string;
  "x-order"?: number;
  "x-advanced"?: boolean;
  "x-accept"?: readonly string[];
}

export type Widget = "media" | "prompt" | "slider" | "choice" | "switch" | "seed" | "number" | "text";

export interface ModelField {
  name: string;
  widget: Widget;
  required: boolean;
  advanced: boolean;
  schema: FieldSchema;
}

export type Values = Record<string, unknown>;

export interface FieldFault {
  code: "required" | "too_long" | "too_small" | "too_big" | "not_a_number";
  min?: number;
  max?: number;
}

function widgetOf(schema: FieldSchema): Widget {
  const hint = schema["x-widget"];
  if (hint === "media" || schema.format === "media-id") return "media";
  if (hint === "prompt" || hint === "seed") return hint;
  if (schema.enum) return "choice";
  if (schema.type === "boolean") return "switch";
  if (schema.type === "integer" || schema.type === "number") {
    const bounded = schema.minimum !== undefined && schema.maximum !== undefined;
    return bounded && (hint === "slider" || hint === undefined) ? "slider" : "number";
  }
  return "text";
}

/** The fields of a form, in the catalog's order; those with a default or without need come after by their hint only. */
export function fieldsOf(inputs: Record<string, unknown>): ModelField[] {
  const properties = (inputs.properties ?? {}) as Record<string, FieldSchema>;
  const required = new Set((inputs.required ?? []) as string[]);
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    widget: widgetOf(schema),
    required: required.has(name),
    advanced: schema["x-advanced"] === true,
  }));
  return fields.toSorted((a, b) => (a.schema["x-order"] ?? 999) - (b.schema["x-order"] ?? 999));
}

/** What a form starts with: the catalog's defaults. */
export function defaultsOf(inputs: Record<string, unknown>): Values {
  const values: Values = {};
  for (const { name, schema } of fieldsOf(inputs)) if (schema.default !== undefined) values[name] = schema.default;
  return values;
}

function numberFault(schema: FieldSchema, value: unknown): FieldFault | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return { code: "not_a_number" };
  if (schema.type === "integer" && !Number.isInteger(value)) return { code: "not_a_number" };
  if (schema.minimum !== undefined && value < schema.minimum) return { code: "too_small", min: schema.minimum };
  if (schema.maximum !== undefined && value > schema.maximum) return { code: "too_big", max: schema.maximum };
  return undefined;
}

/** A first look before sending. The server decides; this only saves a walk. */
function faultOf({ schema, required }: ModelField, value: unknown): FieldFault | undefined {
  if (value === undefined || value === "") return required ? { code: "required" } : undefined;
  if (schema.type === "integer" || schema.type === "number") return numberFault(schema, value);
  if (typeof value === "string" && schema.maxLength !== undefined && value.length > schema.maxLength) {
    return { code: "too_long", max: schema.maxLength };
  }
  return undefined;
}

export function faultsOf(inputs: Record<string, unknown>, values: Values): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  for (const field of fieldsOf(inputs)) {
    const fault = faultOf(field, values[field.name]);
    if (fault) faults[field.name] = fault;
  }
  return faults;
}
