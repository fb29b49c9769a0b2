import { isProblem, localProblem, problemFrom, type Problem } from "./problem";

/**
 * Who this tab is. The access token of a person lives in memory only; the refresh token is an HttpOnly cookie.
 * A visitor has no cookie, so their token is kept for this tab: a reload must not lose the photo they brought.
 */
export interface Grant {
  accessToken: string;
  expiresIn: number;
  account: { id: string; kind: string };
}

export interface SessionPlace {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

export interface SessionOptions {
  base: string;
  fetch: typeof fetch;
  now: () => number;
  /** Survives the browser; holds only the hint that a refresh cookie may exist. */
  browser: SessionPlace;
  /** Survives a reload of this tab; holds a visitor's token. */
  tab: SessionPlace;
  /** Runs work while no other tab does the same. */
  alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  language: () => string;
}

type Listener = (grant: Grant | undefined) => void;

const HINT = "reverie.signed-in";
const VISIT = "reverie.visit";
const EARLY_MILLIS = 30_000;

export class Session {
  private grant: Grant | undefined;
  private expiresAt = 0;
  /** Grows with every new token, so that a request knows whether the token it failed with is still the newest. */
  private epochCount = 0;
  private renewing: Promise<Grant | undefined> | undefined;
  private opening: Promise<Grant> | undefined;
  private readonly listeners = new Set<Listener>();

  constructor(private readonly options: SessionOptions) {
    const kept = options.tab.get(VISIT);
    if (kept && !this.mayBeSignedIn()) this.recall(kept);
  }

  get token(): string | undefined {
    return this.grant?.accessToken;
  }

  get accountId(): string | undefined {
    return this.grant?.account.id;
  }

  get epoch(): number {
    return this.epochCount;
  }

  mayBeSignedIn(): boolean {
    return this.options.browser.get(HINT) !== null;
  }

  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes a new identity: after sign-in, sign-up, a claimed link, a visit or a refresh. */
  take(grant: Grant): void {
    this.grant = grant;
    this.expiresAt = this.options.now() + grant.expiresIn * 1000;
    this.epochCount += 1;
    if (grant.account.kind === "visitor") {
      this.options.tab.set(VISIT, JSON.stringify({ grant, expiresAt: this.expiresAt }));
    } else {
      this.options.tab.remove(VISIT);
      this.options.browser.set(HINT, "1");
    }
    this.tell();
  }

  forget(): void {
    this.grant = undefined;
    this.expiresAt = 0;
    this.epochCount += 1;
    this.options.tab.remove(VISIT);
    this.options.browser.remove(HINT);
    this.tell();
  }

  /** A token that is good now. With `open`, a tab without anybody becomes a visitor. */
  async ready(open: boolean): Promise<string | undefined> {
    if (this.grant && this.options.now() < this.expiresAt - EARLY_MILLIS) return this.grant.accessToken;
    if (this.mayBeSignedIn()) {
      const renewed = await this.renew(this.epochCount);
      if (renewed) return renewed.accessToken;
    } else if (this.grant) {
      this.forget();
    }
    return open ? (await this.visit()).accessToken : undefined;
  }

  /**
   * One refresh for everybody who met a 401 with the same token; one browser-wide at a time.
   * @returns the new grant, or undefined when nobody is signed in any more
   */
  async renew(failedEpoch: number): Promise<Grant | undefined> {
    if (this.epochCount !== failedEpoch && this.grant) return this.grant;
    this.renewing ??= this.options.alone("reverie-refresh", () => this.refresh()).finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  /** Starts a visit, once, however many ask. */
  async visit(): Promise<Grant> {
    if (this.grant && this.options.now() < this.expiresAt - EARLY_MILLIS) return this.grant;
    this.opening ??= this.post("/visits").then(async (answer) => {
      if (!answer.ok) throw await problemFrom(answer);
      const grant = (await answer.json()) as Grant;
      this.take(grant);
      return grant;
    }).finally(() => {
      this.opening = undefined;
    });
    return this.opening;
  }

  private async refresh(): Promise<Grant | undefined> {
    const answer = await this.post("/auth/refresh");
    if (answer.ok) {
      const grant = (await answer.json()) as Grant;
      this.take(grant);
      return grant;
    }
    if (answer.status === 401 || answer.status === 403) {
      this.forget();
      return undefined;
    }
    throw await problemFrom(answer);
  }

  private async post(path: string): Promise<Response> {
    try {
      const headers = { "Accept-Language": this.options.language() };
      const asked = { method: "POST", headers, credentials: "same-origin" } as const;
      return await this.options.fetch(this.options.base + path, asked);
    } catch {
      throw localProblem("offline") satisfies Problem;
    }
  }

  private recall(kept: string): void {
    try {
      const { grant, expiresAt } = JSON.parse(kept) as { grant: Grant; expiresAt: number };
      if (expiresAt - EARLY_MILLIS <= this.options.now()) return;
      this.grant = grant;
      this.expiresAt = expiresAt;
      this.epochCount = 1;
    } catch {
      this.options.tab.remove(VISIT);
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener(this.grant);
  }
}

export function asProblem(thrown: unknown): Problem {
  return isProblem(thrown) ? thrown : localProblem("offline");
}
