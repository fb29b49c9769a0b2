import { API_BASE } from "@reverie/api/address";
import { Session } from "@reverie/api/session";
import { language } from "./texts";
import { place } from "./place";

function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work();
}

/** The one identity of this tab. The landing page uses it without the store; the store uses the same. */
export const session = new Session({
  base: API_BASE,
  fetch: (...args) => fetch(...args),
  now: () => Date.now(),
  browser: place("localStorage"),
  tab: place("sessionStorage"),
  alone,
  language,
});
