import { createApi, type BaseQueryFn } from "@reduxjs/toolkit/query/react";
import type { Problem } from "./problem";
import { send } from "./send";
import type { Session } from "./session";

export interface Args {
  url: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string | undefined>;
  params?: Record<string, unknown>;
}

export interface Failure {
  status: number;
  data: Problem;
}

export interface Meta {
  /** The live cursor of this snapshot. */
  event?: number;
}

/** What the client needs from its surroundings; the store gives it as `extraArgument`. */
export interface Surroundings {
  session: Session;
  fetch: typeof fetch;
  base: string;
  language: () => string;
  newKey: () => string;
}

function withParams(url: string, params: Record<string, unknown> | undefined): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${url}?${text}` : url;
}

function bodyOf(args: Args, headers: Headers): BodyInit | undefined {
  const { body } = args;
  if (body === undefined) return undefined;
  if (body instanceof FormData || body instanceof Blob) return body;
  const file = (body as { file?: unknown }).file;
  if (file instanceof Blob) {
    const form = new FormData();
    form.set("file", file);
    return form;
  }
  headers.set("Content-Type", "application/json");
  return JSON.stringify(body);
}

const baseQuery: BaseQueryFn<string | Args, unknown, Failure, object, Meta> = async (given, api) => {
  const args: Args = typeof given === "string" ? { url: given } : given;
  const around = api.extra as Surroundings;
  const method = args.method ?? "GET";
  const headers = new Headers({ Accept: "application/json", "Accept-Language": around.language() });
  for (const [key, value] of Object.entries(args.headers ?? {})) if (value !== undefined) headers.set(key, value);
  if (method === "POST" && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", around.newKey());
  const body = bodyOf(args, headers);
  const path = withParams(args.url, args.params);
  const request = { path, method, headers, body, signal: api.signal };
  const sent = await send(around.session, around.fetch, around.base, request);
  const meta: Meta = { event: sent.event };
  if (sent.problem) return { error: { status: sent.status, data: sent.problem }, meta };
  return { data: sent.data, meta };
};

export const baseApi = createApi({
  reducerPath: "api",
  baseQuery,
  endpoints: () => ({}),
  keepUnusedDataFor: 300,
  refetchOnReconnect: true,
});
