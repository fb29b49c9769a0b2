import type { Media } from "./generated";
import { isProblem, localProblem, type Problem } from "./problem";
import type { Session } from "./session";

export interface UploadOptions {
  session: Session;
  base: string;
  language: string;
  key: string;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
}

function problemOfText(text: string, status: number): Problem {
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return body;
  } catch {
    return { ...localProblem("unreadable"), status };
  }
  return { ...localProblem("unreadable"), status };
}

function once(file: File, token: string, options: UploadOptions): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${options.base}/media`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Accept-Language", options.language);
    request.setRequestHeader("Idempotency-Key", options.key);
    request.upload.onprogress = (e) => e.lengthComputable && options.onProgress(e.loaded / e.total);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = () => reject(localProblem("offline"));
    request.onabort = () => reject(new DOMException("Stopped", "AbortError"));
    options.signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.set("file", file);
    request.send(form);
  });
}

/** Sends one file and tells how far it is; fetch cannot tell. A 401 renews the token once. Rejects with a Problem. */
export async function upload(file: File, options: UploadOptions): Promise<Media> {
  const { session } = options;
  const token = await session.ready(true);
  if (!token) throw localProblem("offline");
  const epoch = session.epoch;
  let answer = await once(file, token, options);
  if (answer.status === 401) {
    const renewed = session.mayBeSignedIn() ? await session.renew(epoch) : undefined;
    if (!renewed && session.epoch === epoch) session.forget();
    answer = await once(file, (renewed ?? (await session.visit())).accessToken, options);
  }
  if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text) as Media;
  throw problemOfText(answer.text, answer.status);
}
