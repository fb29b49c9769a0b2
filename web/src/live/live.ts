import { io, type Socket } from "socket.io-client";
import { Order, type LiveEvent } from "./order";

export type LiveState = "off" | "connecting" | "on";

export interface LiveOptions {
  url: string;
  /** A token that is good now, or undefined when nobody is here. */
  token: () => Promise<string | undefined>;
  /** A fresh token although the old one seems good; whoever has no session any more is signed out by it. */
  renew: () => Promise<unknown>;
  apply: (event: LiveEvent) => void;
  /** Reads everything again; gives the cursor of the new snapshot. */
  refetch: () => Promise<number>;
  onState: (state: LiveState) => void;
  /** Milliseconds a `sync` may take. */
  patienceMillis?: number;
  reconnectMillis?: number;
}

interface SyncAnswer {
  events: LiveEvent[];
  head: number;
}

const SYNC_PAGES_MAX = 200;

/** The only socket of the product. Follows one account's events from a cursor, without gaps and without repeats. */
export class Live {
  private socket: Socket | undefined;
  private order: Order | undefined;
  private syncing: Promise<void> | undefined;
  private resyncing: Promise<void> | undefined;
  private comingBack: ReturnType<typeof setTimeout> | undefined;
  private refusals = 0;

  constructor(private readonly options: LiveOptions) {}

  get last(): number | undefined {
    return this.order?.last;
  }

  get started(): boolean {
    return this.socket !== undefined;
  }

  start(from: number): void {
    if (this.socket) return;
    this.order = new Order(from);
    this.options.onState("connecting");
    const socket = io(this.options.url, {
      auth: (give) => {
        void this.options.token().then(
          (token) => give({ token, last: this.order?.last }),
          () => give({ last: this.order?.last }),
        );
      },
      transports: ["websocket", "polling"],
      reconnectionDelay: this.delay(0),
      reconnectionDelayMax: this.delay(Infinity),
      forceNew: true,
    });
    this.socket = socket;
    socket.on("connect", () => {
      this.refusals = 0;
      this.options.onState("on");
      void this.sync();
    });
    socket.on("disconnect", (reason) => {
      this.options.onState("connecting");
      if (reason === "io server disconnect") this.comeBack(socket);
    });
    socket.on("connect_error", () => {
      this.options.onState("connecting");
      // A refusal is final to the socket, but not to us: the token could not be renewed, or too many tabs were open.
      if (!socket.active) this.comeBack(socket);
    });
    socket.onAny((event: string, data: LiveEvent["data"]) => this.receive(event, data));
  }

  /** Longer after each refusal, up to some fifteen times. */
  private delay(refusals: number): number {
    return (this.options.reconnectMillis ?? 800) * Math.min(15, 2 ** refusals);
  }

  /**
   * The server ended the connection or refused the token. A session that was closed elsewhere shows itself when the
   * token is renewed: then this stream is stopped. Otherwise it goes on, each time after a longer pause.
   */
  private comeBack(socket: Socket): void {
    clearTimeout(this.comingBack);
    const pause = this.delay(this.refusals++);
    void this.options
      .renew()
      .catch(() => undefined)
      .then(() => {
        if (this.socket !== socket) return;
        this.comingBack = setTimeout(() => socket.connect(), pause);
      });
  }

  stop(): void {
    clearTimeout(this.comingBack);
    this.socket?.disconnect();
    this.socket?.removeAllListeners();
    this.socket = undefined;
    this.order = undefined;
    this.options.onState("off");
  }

  /** A new access token of the same account. */
  async renewToken(): Promise<void> {
    const token = await this.options.token();
    if (token && this.socket?.connected) this.socket.emit("auth", { token });
  }

  private receive(event: string, data: LiveEvent["data"]): void {
    const order = this.order;
    if (!order) return;
    if (event === "resync") {
      void this.resync();
      return;
    }
    if (event === "head") {
      if (Number(data.head) > order.last) void this.sync();
      return;
    }
    this.give(order.accept({ event, data }));
    if (order.waiting) void this.sync();
  }

  /** What a page can't take in must not hold up what follows, nor be missing: everything is read again then. */
  private give(events: LiveEvent[]): void {
    for (const event of events) {
      try {
        this.options.apply(event);
      } catch {
        void this.resync();
      }
    }
  }

  private sync(): Promise<void> {
    this.syncing ??= this.catchUp().finally(() => {
      this.syncing = undefined;
    });
    return this.syncing;
  }

  /** Asks for what is missing until nothing is. A page without progress ends it; the next `head` asks again. */
  private async catchUp(): Promise<void> {
    for (let page = 0; page < SYNC_PAGES_MAX; page++) {
      const { socket, order } = this;
      if (!socket?.connected || !order || this.resyncing) return;
      const after = order.last;
      let answer: SyncAnswer;
      try {
        answer = (await socket
          .timeout(this.options.patienceMillis ?? 5000)
          .emitWithAck("sync", { after })) as SyncAnswer;
      } catch {
        return;
      }
      if (this.order !== order) return;
      for (const event of answer.events) this.give(order.accept(event));
      if (order.last >= answer.head) return;
      if (order.last === after) return;
    }
  }

  private resync(): Promise<void> {
    this.resyncing ??= this.startAfresh().finally(() => {
      this.resyncing = undefined;
    });
    return this.resyncing;
  }

  /** Until it succeeds: what is shown is not known to be true before. */
  private async startAfresh(): Promise<void> {
    const { order } = this;
    if (!order) return;
    const stillFollowed = (): boolean => this.order === order;
    for (let failures = 0; stillFollowed(); failures++) {
      try {
        const from = await this.options.refetch();
        if (this.order === order) this.give(order.restart(from));
        return;
      } catch {
        await new Promise((later) => setTimeout(later, this.delay(failures)));
      }
    }
  }
}
