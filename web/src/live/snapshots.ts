import { isFulfilled, type Middleware } from "@reduxjs/toolkit";

interface Fulfilled {
  meta?: {
    baseQueryMeta?: { event?: number };
    arg?: { endpointName?: string; originalArgs?: unknown; direction?: string; type?: string };
  };
}

function keyOf(endpoint: string, args: unknown): string {
  return `${endpoint} ${JSON.stringify(args ?? null)}`;
}

/** Remembers as of which event each snapshot is, so that an older event never overwrites a newer answer. */
export class Snapshots {
  private readonly cursors = new Map<string, number>();
  private readonly listeners = new Set<(cursor: number) => void>();

  /** True when the snapshot already contains this event. */
  contains(endpoint: string, args: unknown, id: number | undefined): boolean {
    if (id === undefined) return false;
    const cursor = this.cursors.get(keyOf(endpoint, args));
    return cursor !== undefined && id <= cursor;
  }

  cursor(endpoint: string, args: unknown): number | undefined {
    return this.cursors.get(keyOf(endpoint, args));
  }

  onSnapshot(listener: (cursor: number) => void): void {
    this.listeners.add(listener);
  }

  clear(): void {
    this.cursors.clear();
  }

  readonly middleware: Middleware = () => (next) => (action) => {
    const result = next(action);
    if (isFulfilled(action)) {
      const { baseQueryMeta, arg } = (action as Fulfilled).meta ?? {};
      // Later pages of an endless list don't make its first page newer.
      if (baseQueryMeta?.event !== undefined && arg?.endpointName && !arg.direction) {
        this.cursors.set(keyOf(arg.endpointName, arg.originalArgs), baseQueryMeta.event);
        for (const listener of this.listeners) listener(baseQueryMeta.event);
      }
    }
    return result;
  };
}
