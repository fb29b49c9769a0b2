import { API_BASE } from "@reverie/api/address";
import { session } from "@/lib/session";
import { language } from "@/lib/texts";
import { followIdentity } from "./identity";
import { makeStore } from "./store";

/** The store of this tab, made with the first app page and kept: leaving for the landing page loses nothing. */
let made: ReturnType<typeof makeStore> | undefined;

export function startStore() {
  if (!made) {
    made = makeStore({
      session,
      fetch: (...args) => fetch(...args),
      base: API_BASE,
      language,
      newKey: () => crypto.randomUUID(),
    });
    followIdentity(made, session, location.origin);
  }
  return made.store;
}
