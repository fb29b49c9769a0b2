import { useEffect, useRef } from "react";
import { useLooksCreateMutation, usePreviewsCreateMutation } from "@reverie/api/api";
import { useAsked } from "@/lib/use-asked";

const REST_MILLIS = 900;

/** What is in the photo, and three motions for it. The first fills the prompt while the person has said nothing. */
export function useLook(photo: string | undefined, idea: string, setIdea: (idea: string) => void) {
  const [look] = useLooksCreateMutation();
  const asked = useAsked(photo, 0, () => look({ body: { media: photo ?? "" } }).unwrap());
  const seen = asked.fresh && !asked.problem ? asked.answer : undefined;
  const offered = useRef(new Set<string>());
  const said = useRef(idea);
  useEffect(() => {
    said.current = idea;
  });
  useEffect(() => {
    const first = seen?.suggestions[0]?.idea;
    if (first && (said.current.trim() === "" || offered.current.has(said.current))) setIdea(first);
    offered.current = new Set(seen?.suggestions.map((one) => one.idea));
  }, [seen, setIdea]);
  return { look: seen, busy: asked.busy, problem: asked.problem, again: asked.again };
}

/** Two small seconds of what it would become, free; made anew when the idea has rested. */
export function usePreview(photo: string | undefined, idea: string, on: boolean) {
  const [preview] = usePreviewsCreateMutation();
  const words = idea.trim();
  const wish = on && photo ? JSON.stringify([photo, words]) : undefined;
  const asked = useAsked(wish, REST_MILLIS, async () => {
    const made = await preview({ body: { media: photo ?? "", idea: words } }).unwrap();
    return { photo, made };
  });
  const mine = asked.answer?.photo === photo ? asked.answer?.made : undefined;
  return { preview: mine, busy: asked.busy, problem: asked.problem, again: asked.again };
}

export type Looked = ReturnType<typeof useLook>;
export type Previewed = ReturnType<typeof usePreview>;
