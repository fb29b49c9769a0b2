import { api } from "@reverie/api/api";
import type { Grant, Session } from "@reverie/api/session";
import { presenceChanged, liveChanged, type Presence } from "@/lib/store/user";
import { applyEvent } from "@/live/apply";
import { Live } from "@/live/live";
import { identityReplaced, type Made } from "./store";

const ASK_AGAIN_MILLIS = 2000;

function presenceOf(grant: Grant | undefined): Presence {
  if (!grant) return "nobody";
  return grant.account.kind === "visitor" ? "visitor" : "person";
}

/**
 * Keeps the store, the live stream and the session on the same account: looks who is here, follows their events,
 * and starts everything again when somebody else signs in.
 * @returns stops it
 */
export function followIdentity({ store, snapshots, stopListening }: Made, session: Session, url: string): () => void {
  let presence: Presence = "unknown";
  const lookWhoIsHere = () => store.dispatch(api.endpoints.meGet.initiate(undefined, { forceRefetch: true }));
  const live = new Live({
    url,
    token: () => session.ready(false),
    renew: async () => {
      if (presence !== "person") return;
      if (session.mayBeSignedIn()) await session.renew(session.epoch);
      // Another tab of this browser signed out.
      else session.forget();
    },
    apply: (event) => applyEvent({ dispatch: store.dispatch, getState: store.getState, snapshots }, event),
    refetch: async () => {
      snapshots.clear();
      await lookWhoIsHere().unwrap();
      store.dispatch(api.util.invalidateTags(["Wallet", "Jobs", "Media", "Links"]));
      return snapshots.cursor("meGet", undefined) ?? 0;
    },
    onState: (state) => store.dispatch(liveChanged(state)),
  });
  snapshots.onSnapshot((cursor) => {
    if (!live.started && session.token) live.start(cursor);
  });

  let current = session.accountId;
  const show = (next: Presence): void => {
    presence = next;
    store.dispatch(presenceChanged({ presence: next, accountId: session.accountId }));
  };
  const leave = session.onChange((grant) => {
    const before = { id: current, presence };
    current = grant?.account.id;
    show(presenceOf(grant));
    if (current !== undefined && current === before.id) {
      void live.renewToken();
      if (before.presence === "visitor" && presence === "person") void lookWhoIsHere();
      return;
    }
    live.stop();
    snapshots.clear();
    if (before.id !== undefined) {
      store.dispatch(identityReplaced());
      store.dispatch(api.util.resetApiState());
    }
    if (grant) void lookWhoIsHere();
  });
  let again: ReturnType<typeof setTimeout> | undefined;
  const begin = async (): Promise<void> => {
    // A token from before (a visitor's) speaks through no change: look by hand.
    const kept = session.accountId;
    let token: string | undefined;
    try {
      token = await session.ready(false);
    } catch {
      if (session.mayBeSignedIn()) {
        // Nobody answered: who is here is not known yet, and nobody is called a stranger for that.
        again = setTimeout(() => void begin(), ASK_AGAIN_MILLIS);
        return;
      }
      token = session.token;
    }
    if (!token) show("nobody");
    else if (kept !== undefined && kept === session.accountId) {
      show("visitor");
      void lookWhoIsHere();
    }
  };
  void begin();
  return () => {
    clearTimeout(again);
    leave();
    live.stop();
    stopListening();
  };
}
