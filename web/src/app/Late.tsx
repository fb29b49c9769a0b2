import { lazy, Suspense, useState, type ComponentType } from "react";
import { Waiting } from "./Waiting";

type Load = () => Promise<{ default: ComponentType }>;

function Late({ load }: { load: Load }) {
  const [Content] = useState(() => lazy(load));
  return (
    <Suspense fallback={<Waiting />}>
      <Content />
    </Suspense>
  );
}

/**
 * The router shows nothing at all where a page's code does not come, not even its page for faults. So code that did not
 * come is asked for again at every visit, and the fault is the page's own.
 */
export async function arriving(load: Load): Promise<ComponentType> {
  try {
    return (await load()).default;
  } catch {
    return () => <Late load={load} />;
  }
}
