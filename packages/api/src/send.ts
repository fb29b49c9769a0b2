import { localProblem, problemFrom, type Problem } from "./problem";
import { asProblem, type Session } from "./session";

export interface Sent {
  data?: unknown;
  problem?: Problem;
  status: number;
  /** The live cursor of the snapshot, from the Reverie-Event header. */
  event?: number;
}

export interface Request {
  path: string;
  method: string;
  headers: Headers;
  body?: BodyInit;
  signal?: AbortSignal;
}

/** These answer to anybody. They carry a token when there is one and never start a visit. */
const OPEN = [/^\/status$/, /^\/models(\?|$)/, /^\/auth\/(sign-in|sign-up|sign-out|refresh|verify-email)$/, /^\/setup$/,
  /^\/visits$/, /^\/links\/(open|telegram)$/];

function needsToken(path: string): boolean {
  return !OPEN.some((pattern) => pattern.test(path));
}

function eventOf(answer: Response): number | undefined {
  const value = answer.headers.get("Reverie-Event");
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}

async function read(answer: Response): Promise<Sent> {
  const event = eventOf(answer);
  if (!answer.ok) return { problem: await problemFrom(answer), status: answer.status, event };
  if (answer.status === 204 || answer.headers.get("Content-Length") === "0") {
    return { data: null, status: answer.status, event };
  }
  try {
    return { data: await answer.json(), status: answer.status, event };
  } catch {
    return { problem: { ...localProblem("unreadable"), status: answer.status }, status: answer.status, event };
  }
}

/**
 * One request with the right token. A 401 renews the token once, for all who met it, and asks again with the same
 * Idempotency-Key, so that nothing is made or paid twice.
 */
export async function send(session: Session, fetcher: typeof fetch, base: string, request: Request): Promise<Sent> {
  const needed = needsToken(request.path);
  const attempt = async (token: string | undefined): Promise<Response> => {
    const headers = new Headers(request.headers);
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const { method, body, signal } = request;
    return fetcher(base + request.path, { method, body, signal, headers, credentials: "same-origin" });
  };
  try {
    const token = await session.ready(needed);
    const epoch = session.epoch;
    let answer = await attempt(token);
    if (answer.status === 401 && token && needed) {
      const renewed = session.mayBeSignedIn() ? await session.renew(epoch) : undefined;
      if (!renewed && session.epoch === epoch) session.forget();
      answer = await attempt((renewed ?? (await session.visit())).accessToken);
    }
    return await read(answer);
  } catch (thrown) {
    // Nobody waits for the answer to a request that was given up (its account left): it is no fault of anything.
    return { problem: asProblem(thrown), status: 0 };
  }
}
