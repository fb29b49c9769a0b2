import { useCallback, useMemo } from "react";
import { useModelsListQuery } from "@reverie/api/api";
import type { Model } from "@reverie/api/generated";
import { problemOf } from "@reverie/api/problem";
import { defaultsOf, fieldsOf, type Values } from "@/lib/model-schema";
import { inputChanged, modelChosen } from "@/lib/store/generation";
import { useAppDispatch, useAppSelector } from "@/lib/store/hooks";
import { byFit } from "@/ui/ModelPicker";

/** What a model calls its photo and its idea. */
export function namesOf(model: Model): { photo?: string; idea?: string } {
  const fields = fieldsOf(model.inputs);
  return {
    photo: fields.find((field) => field.widget === "media")?.name,
    idea: fields.find((field) => field.widget === "prompt")?.name,
  };
}

/** The draft in the model's own words: its defaults, what was changed, the photo and the idea under their names. */
function inputsFor(model: Model, draft: Values): Values {
  const names = namesOf(model);
  const known = new Set(fieldsOf(model.inputs).map((field) => field.name));
  const values = defaultsOf(model.inputs);
  for (const [field, value] of Object.entries(draft)) if (known.has(field)) values[field] = value;
  if (names.photo) values[names.photo] = draft.photo;
  if (names.idea && typeof draft.idea === "string") values[names.idea] = draft.idea.trim();
  return values;
}

/** A finished run's inputs as a draft, to change and make again. */
export function draftOf(model: Model | undefined, inputs: Values): Values {
  if (!model) return inputs;
  const names = namesOf(model);
  const draft: Values = {};
  for (const [field, value] of Object.entries(inputs)) {
    draft[field === names.photo ? "photo" : field === names.idea ? "idea" : field] = value;
  }
  return draft;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** What is about to be made: model, photo, idea and options, kept in the store. */
export function useDraft() {
  const dispatch = useAppDispatch();
  const draft = useAppSelector((state) => state.generation.draft);
  const { data, error, refetch } = useModelsListQuery({ category: "video" });
  const models = useMemo(() => byFit((data?.items ?? []).filter((one) => namesOf(one).photo)), [data]);
  const model = models.find((one) => one.id === draft.model) ?? models[0];
  const set = useCallback(
    (field: string, value: unknown) => void dispatch(inputChanged({ field, value })),
    [dispatch],
  );
  return {
    models,
    model,
    modelsProblem: problemOf(error),
    reloadModels: () => void refetch(),
    choose: (id: string) => void dispatch(modelChosen(id)),
    photo: text(draft.inputs.photo),
    idea: text(draft.inputs.idea) ?? "",
    inputs: useMemo(() => (model ? inputsFor(model, draft.inputs) : undefined), [model, draft.inputs]),
    set,
  };
}

export type Draft = ReturnType<typeof useDraft>;
