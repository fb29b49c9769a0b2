import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { linkVerified } from "@/live/apply";
import type { LiveState } from "@/live/live";

/** Who is here. `unknown` lasts until the first answer: show skeletons, not a sign-in button. */
export type Presence = "unknown" | "nobody" | "visitor" | "person";

export interface UserState {
  presence: Presence;
  accountId?: string;
  live: LiveState;
  /** Link codes that a Telegram person has proved, with their name. */
  verifiedLinks: Record<string, string>;
}

const initialState: UserState = { presence: "unknown", live: "off", verifiedLinks: {} };

const slice = createSlice({
  name: "user",
  initialState,
  reducers: {
    presenceChanged(state, { payload }: PayloadAction<{ presence: Presence; accountId?: string }>) {
      state.presence = payload.presence;
      state.accountId = payload.accountId;
    },
    liveChanged(state, { payload }: PayloadAction<LiveState>) {
      state.live = payload;
    },
  },
  extraReducers: (builder) => {
    builder.addCase(linkVerified, (state, { payload }) => {
      state.verifiedLinks[payload.code] = payload.name;
    });
  },
});

export const { presenceChanged, liveChanged } = slice.actions;
export const user = slice.reducer;
