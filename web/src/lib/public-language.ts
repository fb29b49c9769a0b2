import { API_BASE } from "@reverie/api/address";
import type { Language } from "@reverie/i18n/i18n";
import { send } from "@reverie/api/send";
import { session } from "./session";
import { changeLanguage } from "./texts";

/** The choice on a page outside the store. Somebody who is signed in takes it along; the app asks the account. */
export async function speakOutside(next: Language): Promise<void> {
  await changeLanguage(next);
  if (!session.mayBeSignedIn()) return;
  const headers = new Headers({ "Content-Type": "application/json" });
  const request = { path: "/me", method: "PATCH", headers, body: JSON.stringify({ locale: next }) };
  await send(session, (...args) => fetch(...args), API_BASE, request);
}
