import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import type { ApiState } from "@reverie/api/api";
import type { Surroundings } from "@reverie/api/base";
import { useDispatch, useSelector } from "react-redux";
import type { GenerationState } from "./generation";
import type { StoryState } from "./story";
import type { SubscriptionState } from "./subscription";
import type { UserState } from "./user";

/** The named parts of the store. `app/store` puts them together. */
export interface RootState extends ApiState {
  user: UserState;
  story: StoryState;
  subscription: SubscriptionState;
  generation: GenerationState;
}

export type AppDispatch = ThunkDispatch<RootState, Surroundings, UnknownAction>;

export const useAppSelector = useSelector.withTypes<RootState>();
export const useAppDispatch = useDispatch.withTypes<AppDispatch>();
