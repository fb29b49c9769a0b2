import { combineReducers, configureStore, createAction } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";
import { api } from "@reverie/api/api";
import type { Surroundings } from "@reverie/api/base";
import type { SessionPlace } from "@reverie/api/session";
import { generation } from "@/lib/store/generation";
import { keepDraft } from "@/lib/store/keep-draft";
import { place } from "@/lib/place";
import { story } from "@/lib/store/story";
import { subscription } from "@/lib/store/subscription";
import { user } from "@/lib/store/user";
import { Snapshots } from "@/live/snapshots";

const parts = combineReducers({ api: api.reducer, user, story, subscription, generation });
type State = ReturnType<typeof parts>;

/** Everything belongs to one account: when that changes, only who is here and how connected we are stays. */
export const identityReplaced = createAction("store/identityReplaced");

function withoutTheOldAccount(state: State): State {
  const fresh = parts(undefined, identityReplaced());
  const { draft, intent } = state.generation;
  // A visitor's draft goes along when they sign in: it is what they came with. Who signs out takes theirs away.
  const along = state.user.presence === "person" ? { draft, intent } : {};
  return { ...fresh, api: state.api, user: state.user, generation: { ...fresh.generation, ...along } };
}

export function makeStore(around: Surroundings, tab: SessionPlace = place("sessionStorage")) {
  const snapshots = new Snapshots();
  const store = configureStore({
    reducer: (state: State | undefined, action) =>
      parts(state && identityReplaced.match(action) ? withoutTheOldAccount(state) : state, action),
    middleware: (defaults) =>
      defaults({ thunk: { extraArgument: around }, serializableCheck: false }).concat(
        api.middleware,
        snapshots.middleware,
      ),
  });
  const stopListening = setupListeners(store.dispatch);
  keepDraft(store, tab);
  return { store, snapshots, stopListening };
}

export type Made = ReturnType<typeof makeStore>;
