import { Session } from "@reverie/api/session";
import type { Surroundings } from "@reverie/api/base";
import { makeStore } from "@/app/store/store";

export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
export type Handler = (request: {
  path: string;
  method: string;
  headers: Headers;
  body: unknown;
}) => Answer | Promise<Answer>;

/** A server in a function: what it is asked is written down, what it answers is up to the test. */
export function fakeServer(handle: Handler) {
  const asked: { path: string; method: string; headers: Headers; body: unknown }[] = [];
  const fetcher = (async (input: string, init: RequestInit = {}) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : init.body;
    const request = {
      path: input.replace("/api/v1", ""),
      method: init.method ?? "GET",
      headers: new Headers(init.headers),
      body,
    };
    asked.push(request);
    const { status = 200, body: answer, headers } = await handle(request);
    const type = status >= 400 ? "application/problem+json" : "application/json";
    return new Response(status === 204 ? null : JSON.stringify(answer ?? {}), {
      status,
      headers: { "Content-Type": type, ...headers },
    });
  }) as typeof fetch;
  return { fetcher, asked };
}

export function memoryPlace() {
  const kept = new Map<string, string>();
  return {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  };
}

/** One lock at a time by name, as browsers do it across tabs. */
export function locks() {
  const held = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const next = (held.get(name) ?? Promise.resolve()).then(work, work);
    held.set(name, next);
    return next;
  };
}

export function makeSession(
  fetcher: typeof fetch,
  more: Partial<ConstructorParameters<typeof Session>[0]> = {},
): Session {
  return new Session({
    base: "/api/v1",
    fetch: fetcher,
    now: () => 1_000_000,
    browser: memoryPlace(),
    tab: memoryPlace(),
    alone: locks(),
    language: () => "en",
    ...more,
  });
}

export function around(session: Session, fetcher: typeof fetch): Surroundings {
  let keys = 0;
  return { session, fetch: fetcher, base: "/api/v1", language: () => "en", newKey: () => `key-${++keys}` };
}

export function storeOn(session: Session, fetcher: typeof fetch) {
  return makeStore(around(session, fetcher));
}

export const person = (id = "anna") => ({
  id,
  kind: "person" as const,
  displayName: "Anna",
  emailVerified: true,
  tier: "plus" as const,
  locale: "en" as const,
  roles: [],
  createdAt: "2026-11-21T10:00:00Z",
});
export const grant = (n: number, id = "anna", kind = "person") => ({
  accessToken: `token-${n}`,
  expiresIn: 900,
  account: { ...person(id), kind },
});
