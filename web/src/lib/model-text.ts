import type { TFunction } from "i18next";

/** Words of a model or of one of its fields: `model.<id with dots>.<key>`, the catalog's own text as the fallback. */
export function modelText(t: TFunction<["ui", "model"]>, id: string, key: string, fallback: string): string {
  return t(`model:${id.replaceAll("/", ".")}.${key}`, { defaultValue: fallback });
}
