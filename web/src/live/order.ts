/** One thing that happened. Without an id it is pure progress: newest value wins, nothing is lost if it is. */
export interface LiveEvent {
  event: string;
  data: { id?: number } & Record<string, unknown>;
}

/** How many early events are kept while a gap is asked for; beyond that the answer to `sync` brings them again. */
const EARLY_MAX = 500;

/** Puts numbered events into order: drops repeats, holds what is early, knows when something is missing. */
export class Order {
  private early = new Map<number, LiveEvent>();

  constructor(private lastId: number) {}

  get last(): number {
    return this.lastId;
  }

  /** @returns what may be applied now, in order; nothing for a repeat or for an event after a gap */
  accept(event: LiveEvent): LiveEvent[] {
    const id = event.data.id;
    if (id === undefined) return [event];
    if (id <= this.lastId || this.early.has(id)) return [];
    if (id > this.lastId + 1) {
      if (this.early.size < EARLY_MAX) this.early.set(id, event);
      return [];
    }
    const ready = [event];
    this.lastId = id;
    for (let next = this.early.get(id + 1); next; next = this.early.get(this.lastId + 1)) {
      this.lastId += 1;
      this.early.delete(this.lastId);
      ready.push(next);
    }
    return ready;
  }

  get waiting(): boolean {
    return this.early.size > 0;
  }

  /** Starts again from a fresh snapshot; what came early and is newer stays held. */
  restart(from: number): LiveEvent[] {
    const held = [...this.early.values()].toSorted((a, b) => (a.data.id ?? 0) - (b.data.id ?? 0));
    this.early = new Map();
    this.lastId = from;
    return held.flatMap((event) => this.accept(event));
  }
}
