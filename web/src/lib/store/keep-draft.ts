import type { Dispatch, UnknownAction } from "@reduxjs/toolkit";
import type { SessionPlace } from "@reverie/api/session";
import { draftReplaced, intentKept, type GenerationState, type Intent } from "./generation";

const KEY = "reverie.draft";
/** A press on the button is good for this long; afterwards the person presses again. */
const INTENT_MILLIS = 30 * 60_000;

interface Kept {
  draft: GenerationState["draft"];
  intent?: Intent;
}

function read(tab: SessionPlace): Kept | undefined {
  try {
    const kept = JSON.parse(tab.get(KEY) ?? "null") as Kept | null;
    return kept && typeof kept.draft?.inputs === "object" ? kept : undefined;
  } catch {
    return undefined;
  }
}

interface Store {
  dispatch: Dispatch<UnknownAction>;
  getState: () => { generation: GenerationState };
  subscribe: (tell: () => void) => void;
}

/** What somebody is about to make survives a reload of the tab and the trip to Telegram. */
export function keepDraft(store: Store, tab: SessionPlace): void {
  const kept = read(tab);
  if (kept) {
    store.dispatch(draftReplaced(kept.draft));
    if (kept.intent && Date.now() - kept.intent.at < INTENT_MILLIS) store.dispatch(intentKept(kept.intent));
  }
  let { draft, intent } = store.getState().generation;
  store.subscribe(() => {
    const now = store.getState().generation;
    if (now.draft === draft && now.intent === intent) return;
    ({ draft, intent } = now);
    tab.set(KEY, JSON.stringify({ draft, intent } satisfies Kept));
  });
}
