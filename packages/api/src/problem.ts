/** What the server says when it refuses (RFC 9457), and how to read it from any error a query or mutation gives. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  remedy?: string;
  /** Credits that are missing, for `not_enough_credits`. */
  missing?: number;
  errors?: { field: string; message: string }[];
  /** Seconds to wait, read from the Retry-After header of a 429 or 503. */
  retryAfterSeconds?: number;
}

/** Codes the client itself gives to failures that never reached the server. */
export type LocalProblemCode = "offline" | "unreadable" | "timeout";

export function localProblem(code: LocalProblemCode): Problem {
  return { type: "about:blank", title: code, status: 0, code };
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && typeof (value as Problem).code === "string"
    && typeof (value as Problem).status === "number";
}

/** Narrows what `useXMutation` or `unwrap` gives. Never throws: an unknown thing becomes the problem `unreadable`. */
export function problemOf(error: unknown): Problem | undefined {
  if (error === undefined || error === null) return undefined;
  if (isProblem(error)) return error;
  if (typeof error === "object" && "data" in error && isProblem(error.data)) return error.data;
  return localProblem("unreadable");
}

/** The message for one field of a form, when the server gave one. */
export function fieldMessage(problem: Problem | undefined, field: string): string | undefined {
  return problem?.errors?.find((e) => e.field === field)?.message;
}

/** The very same asked again may help only where what was asked was not the reason. */
export function worthAgain({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

/** Reads a failed answer. A body that is not a problem (a proxy's page) becomes `unreadable` with its status. */
export async function problemFrom(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get("Retry-After"));
  const more = Number.isFinite(wait) && wait > 0 ? { retryAfterSeconds: wait } : {};
  try {
    const body: unknown = await answer.json();
    if (isProblem(body)) return { ...body, ...more };
  } catch {
    return { ...localProblem("unreadable"), status: answer.status, ...more };
  }
  return { ...localProblem("unreadable"), status: answer.status, ...more };
}
