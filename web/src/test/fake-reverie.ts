import type { AdminJob, Job, LedgerEntry, Media, Model, Quote } from "@reverie/api/generated";
import { fakeServer, grant, person, type Answer, type Handler } from "./server";
import { formInputs } from "@/app/pages/ui/samples";

const NOW = "2026-11-21T10:00:00Z";
const LATER = "2099-01-01T00:00:00Z";

export const film: Model = {
  id: "local/photo-motion",
  title: "Photo in motion",
  summary: "Camera moves, light and weather.",
  category: "video",
  kind: "video",
  provider: "local",
  available: true,
  credits: 1,
  expectedSeconds: 4,
  inputs: formInputs,
};

export function picture(id: string, kind: Media["kind"] = "image"): Media {
  const seconds = kind === "video" ? { duration: 5, posterUrl: `/poster/${id}` } : {};
  return { id, kind, contentType: "image/jpeg", bytes: 9, url: `/media/${id}`, createdAt: NOW, ...seconds };
}

export function job(id: string, more: Partial<Job> = {}): Job {
  return {
    id,
    model: film.id,
    title: "Photo in motion",
    state: "queued",
    progress: 0,
    deadline: LATER,
    ifNothingHappens: "If it can't start by then, it ends and your credits come back.",
    quoted: 1,
    held: 1,
    charged: 0,
    inputs: { photo: "photo-1", idea: `idea of ${id}`, seconds: 5 },
    outputs: [],
    timeline: [{ at: NOW, what: "queued" }],
    surface: "web",
    createdAt: NOW,
    ...more,
  };
}

export const done = (id: string, more: Partial<Job> = {}): Job =>
  job(id, { state: "succeeded", progress: 1, held: 0, charged: 1, outputs: [picture(`film-${id}`, "video")], ...more });

export const failed = (id: string, code: string, more: Partial<Job> = {}): Job =>
  job(id, {
    state: "failed",
    held: 0,
    error: { class: "temporary", code, message: "The engine stumbled.", remedy: "Try again in a while." },
    ...more,
  });

export const refusal = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: "about:blank", title: `Refused: ${code}`, status, code, ...more },
});

type Rule = (request: Parameters<Handler>[0], found: RegExpMatchArray) => Answer | Promise<Answer> | undefined;

/**
 * A whole Reverie in memory that speaks the wire: what it holds can be looked at and changed, and any call can be
 * answered otherwise with `when`.
 */
export function fakeReverie(options: { signedIn?: boolean; admin?: boolean; credits?: number } = {}) {
  const state = {
    wallet: { balance: options.credits ?? 2, held: 0 },
    jobs: [] as Job[],
    removed: [] as Job[],
    entries: [] as LedgerEntry[],
    offline: false,
  };
  const special: [string, RegExp, Rule][] = [];
  const account = { ...person(), tier: "free" as const, roles: options.admin ? ["admin"] : [] };
  let quotes = 0;
  const wallet = () => ({ ...state.wallet, available: state.wallet.balance - state.wallet.held });
  const quoted = new Map<string, Job["inputs"]>();
  const quote = (guest: boolean, inputs: Job["inputs"]): Quote => {
    const available = guest ? 0 : wallet().available;
    const id = `quote-${++quotes}`;
    quoted.set(id, inputs);
    const rest = {
      credits: 1,
      expectedSeconds: 4,
      expiresAt: LATER,
      available,
      enough: available >= 1,
      signature: "s",
    };
    return { id, model: film.id, ...rest };
  };
  const find = (id: string | undefined) => state.jobs.find((one) => one.id === id);
  const paged = <T>(items: T[], query: URLSearchParams): Answer => {
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit") ?? 30);
    const next = items.length > from + limit ? { next: String(from + limit) } : {};
    return { body: { items: items.slice(from, from + limit), ...next } };
  };
  const start = (body: unknown): Answer => {
    if (wallet().available < 1) return refusal(402, "not_enough_credits", { missing: 1 });
    const { quote: id, inputs } = body as { quote?: string; inputs?: Job["inputs"] };
    const made = job(`job-${state.jobs.length + 1}`, { inputs: id ? quoted.get(id) : inputs });
    state.jobs.unshift(made);
    state.wallet.held += 1;
    return { status: 202, body: made };
  };
  const rules: [string, RegExp, Rule][] = [
    [
      "GET",
      /^\/status$/,
      () => ({
        body: { version: "1", sandbox: true, welcomeCredits: 2, setupNeeded: false, localEngine: { available: true } },
      }),
    ],
    ["POST", /^\/visits$/, () => ({ status: 201, body: grant(9, "guest", "visitor") })],
    ["POST", /^\/auth\/refresh$/, () => (options.signedIn ? { body: grant(1) } : refusal(401, "unauthorized"))],
    ["POST", /^\/auth\/sign-(in|up)$/, () => ({ status: 201, body: grant(2) })],
    [
      "GET",
      /^\/me$/,
      ({ headers }) => ({
        body:
          headers.get("Authorization") === "Bearer token-9"
            ? { account: { ...account, kind: "visitor" }, links: {} }
            : { account, links: {}, wallet: wallet() },
      }),
    ],
    ["GET", /^\/models$/, () => ({ body: { items: [film] } })],
    ["POST", /^\/media$/, () => ({ status: 201, body: picture("photo-1") })],
    ["GET", /^\/media\/([^/]+)$/, (_, [, id]) => ({ body: picture(id ?? "") })],
    [
      "POST",
      /^\/looks$/,
      ({ body }) => ({
        body: {
          media: (body as { media: string }).media,
          width: 9,
          height: 9,
          brightness: 1,
          sharpness: 1,
          faces: [],
          subject: "person",
          usable: true,
          suggestions: ["Slow push-in", "Soft snow", "Golden dust"].map((title) => {
            return { id: title, title, idea: title.toLowerCase(), effects: [] };
          }),
        },
      }),
    ],
    [
      "POST",
      /^\/previews$/,
      ({ body }) => ({
        body: {
          media: picture("preview", "video"),
          understood: ["slow"],
          notUsed: /dance/.test((body as { idea: string }).idea) ? ["dance"] : [],
        },
      }),
    ],
    [
      "POST",
      /^\/ideas\/improve$/,
      ({ body }) => {
        const { idea } = body as { idea: string };
        return { body: { original: idea, improved: `${idea}, warm light`, changes: [], understood: [], notUsed: [] } };
      },
    ],
    [
      "POST",
      /^\/quotes$/,
      ({ headers, body }) => {
        const guest = headers.get("Authorization") === "Bearer token-9";
        return { body: quote(guest, (body as { inputs: Job["inputs"] }).inputs) };
      },
    ],
    ["POST", /^\/jobs\/([^/]+)\/repeat$/, (_, [, id]) => ({ body: quote(false, find(id)?.inputs) })],
    [
      "POST",
      /^\/jobs\/([^/]+)\/cancel$/,
      (_, [, id]) => {
        Object.assign(find(id) ?? {}, { state: "canceled", held: 0 });
        return { body: find(id) };
      },
    ],
    [
      "POST",
      /^\/jobs\/([^/]+)\/restore$/,
      (_, [, id]) => {
        const back = state.removed.find((one) => one.id === id);
        if (back) state.jobs.unshift(back);
        return { body: back };
      },
    ],
    ["POST", /^\/jobs$/, ({ body }) => start(body)],
    [
      "GET",
      /^\/jobs$/,
      ({ path }) => {
        const query = new URLSearchParams(path.split("?")[1]);
        const fits = (one: Job): boolean => !query.get("state") || query.get("state") === one.state;
        return paged(state.jobs.filter(fits), query);
      },
    ],
    ["GET", /^\/jobs\/([^/]+)$/, (_, [, id]) => (find(id) ? { body: find(id) } : refusal(404, "not_found"))],
    [
      "DELETE",
      /^\/jobs\/([^/]+)$/,
      (_, [, id]) => {
        state.removed.push(...state.jobs.filter((one) => one.id === id));
        state.jobs = state.jobs.filter((one) => one.id !== id);
        return { status: 204 };
      },
    ],
    ["GET", /^\/wallet$/, () => ({ body: wallet() })],
    [
      "GET",
      /^\/wallet\/entries$/,
      ({ path }) => {
        const query = new URLSearchParams(path.split("?")[1]);
        return paged(
          state.entries.filter((one) => !query.get("kind") || one.kind === query.get("kind")),
          query,
        );
      },
    ],
  ];
  const { fetcher, asked } = fakeServer(async (request) => {
    if (state.offline) throw new TypeError("no network");
    const path = request.path.split("?")[0] ?? "";
    for (const [method, pattern, rule] of [...special, ...rules]) {
      const found = method === request.method ? path.match(pattern) : null;
      const answer = found && (await rule(request, found));
      if (answer) return answer;
    }
    return refusal(404, "not_found");
  });
  return {
    state,
    fetcher,
    asked,
    /** Answers one kind of call otherwise; the newest rule wins, `undefined` lets it pass. */
    when: (method: string, pattern: RegExp, rule: Rule) => void special.unshift([method, pattern, rule]),
    count: (method: string, pattern: RegExp) =>
      asked.filter((one) => one.method === method && pattern.test(one.path)).length,
    bodies: (method: string, pattern: RegExp) =>
      asked.filter((one) => one.method === method && pattern.test(one.path)).map((one) => one.body),
    adminJob: (one: Job): AdminJob => ({ ...one, account: { id: "ravi", displayName: "Ravi" }, attempts: [] }),
  };
}

export type FakeReverie = ReturnType<typeof fakeReverie>;
