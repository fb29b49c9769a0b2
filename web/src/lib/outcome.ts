import { problemOf, type Problem } from "@reverie/api/problem";

export type Outcome<T> = { done: T } | { problem: Problem };

export async function outcomeOf<T>(asked: Promise<{ data?: T; error?: unknown }>): Promise<Outcome<T>> {
  const { data, error } = await asked;
  const problem = problemOf(error);
  return problem ? { problem } : { done: data as T };
}
