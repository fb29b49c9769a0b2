import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { api } from "@reverie/api/api";
import type { Job } from "@reverie/api/generated";
import { jobChanged } from "@/live/apply";

/** A press on the price button by somebody who has yet to sign in: it goes on by itself, once, at that price. */
export interface Intent {
  model: string;
  inputs: Record<string, unknown>;
  /** The price that stood on the button: it is never more. */
  maxCredits: number;
  /** The Idempotency-Key of this wish. */
  key: string;
  at: number;
}

/** What the person is about to make, and which runs are under way. The jobs themselves live in the query cache. */
export interface GenerationState {
  /** `photo` and `idea` are kept under these names whatever the model calls them. */
  draft: { model?: string; inputs: Record<string, unknown> };
  intent?: Intent;
  /** Ids of runs that are not over, newest first. */
  active: string[];
  queueOpen: boolean;
}

const initialState: GenerationState = { draft: { inputs: {} }, active: [], queueOpen: false };

function follow(state: GenerationState, job: Pick<Job, "id" | "state">): void {
  const going = job.state === "queued" || job.state === "running";
  const known = state.active.includes(job.id);
  if (going && !known) state.active.unshift(job.id);
  if (!going && known) state.active = state.active.filter((id) => id !== job.id);
}

const slice = createSlice({
  name: "generation",
  initialState,
  reducers: {
    modelChosen(state, { payload }: PayloadAction<string>) {
      state.draft.model = payload;
    },
    inputChanged(state, { payload }: PayloadAction<{ field: string; value: unknown }>) {
      if (payload.value === undefined) delete state.draft.inputs[payload.field];
      else state.draft.inputs[payload.field] = payload.value;
    },
    draftReplaced(state, { payload }: PayloadAction<GenerationState["draft"]>) {
      state.draft = payload;
    },
    intentKept(state, { payload }: PayloadAction<Intent | undefined>) {
      state.intent = payload;
    },
    queueToggled(state, { payload }: PayloadAction<boolean | undefined>) {
      state.queueOpen = payload ?? !state.queueOpen;
    },
  },
  extraReducers: (builder) => {
    builder.addCase(jobChanged, (state, { payload }) => follow(state, payload));
    builder.addMatcher(api.endpoints.jobsSubmit.matchFulfilled, (state, { payload }) => follow(state, payload));
    builder.addMatcher(api.endpoints.jobsList.matchFulfilled, (state, { payload }) => {
      for (const job of payload.items.toReversed()) follow(state, job);
    });
  },
});

export const { modelChosen, inputChanged, draftReplaced, intentKept, queueToggled } = slice.actions;
export const generation = slice.reducer;
