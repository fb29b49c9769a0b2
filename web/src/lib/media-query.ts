import { useCallback, useSyncExternalStore } from "react";
import { tokens } from "@reverie/tokens/values";

function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (tell: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", tell);
      return () => list.removeEventListener("change", tell);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}

export function usePhone(): boolean {
  return !useMediaQuery(`(min-width: ${tokens.breakpoint.tablet}px)`);
}

/** Room for a column beside the page's own. */
export function useWide(): boolean {
  return useMediaQuery(`(min-width: ${tokens.breakpoint.desktop}px)`);
}
