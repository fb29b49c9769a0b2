import type { SessionPlace } from "@reverie/api/session";

/** Storage that may be refused (private windows): then the value lives as long as the page. */
export function place(kind: "localStorage" | "sessionStorage"): SessionPlace {
  const memory = new Map<string, string>();
  const storage = (): Storage | undefined => {
    try {
      return globalThis[kind];
    } catch {
      return undefined;
    }
  };
  return {
    get(key) {
      try {
        return storage()?.getItem(key) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      memory.set(key, value);
      try {
        storage()?.setItem(key, value);
      } catch {
        return;
      }
    },
    remove(key) {
      memory.delete(key);
      try {
        storage()?.removeItem(key);
      } catch {
        return;
      }
    },
  };
}
