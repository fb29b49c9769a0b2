import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

/** The story a person has open. There is none until one is opened. */
export interface StoryState {
  openId?: string;
}

const initialState: StoryState = {};

const slice = createSlice({
  name: "story",
  initialState,
  reducers: {
    storyOpened(state, { payload }: PayloadAction<string>) {
      state.openId = payload;
    },
    storyClosed(state) {
      state.openId = undefined;
    },
  },
});

export const { storyOpened, storyClosed } = slice.actions;
export const story = slice.reducer;
