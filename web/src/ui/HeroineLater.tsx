import { lazy, Suspense, type ComponentType } from "react";
import type { HeroineMood } from "@/art/heroine";

/** Her code may never come, as without a network: the words beside her stand without a picture then. */
const Heroine = lazy<ComponentType<{ mood: HeroineMood }>>(() =>
  import("./Heroine").catch(() => ({ default: () => null })),
);

/** The girl of the product, when her code is there; nothing waits for her. */
export function HeroineLater({ mood }: { mood: HeroineMood }) {
  return (
    <Suspense fallback={null}>
      <Heroine mood={mood} />
    </Suspense>
  );
}
