import { createSlice } from "@reduxjs/toolkit";
import { api } from "@reverie/api/api";
import type { Account } from "@reverie/api/generated";

/** What the account's plan allows. Today that is the tier the server names; undefined until it has said so. */
export interface SubscriptionState {
  tier?: Account["tier"];
}

const initialState: SubscriptionState = {};

const slice = createSlice({
  name: "subscription",
  initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder.addMatcher(api.endpoints.meGet.matchFulfilled, (state, { payload }) => {
      state.tier = payload.account.tier;
    });
  },
});

export const subscription = slice.reducer;
