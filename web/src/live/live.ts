import { io, type Socket } from "socket.io-client";
import { Order, type LiveEvent } from "./order";

export type LiveState = "off" | "connecting" | "on";

export interface LiveOptions {
  url: string;
  /** A token that is good now, or undefined when nobody is here. */
  token: () => Promise<string | undefined>;
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
      reconnectionDelay: this.options.reconnectMillis ?? 800,
      reconnectionDelayMax: (this.options.reconnectMillis ?? 800) * 15,
      forceNew: true,
    });
    this.socket = socket;
    socket.on("connect", () => {
      this.options.onState("on");
      void this.sync();
    });
    socket.on("disconnect", (reason) => {
      this.options.onState("connecting");
      // The server closed it (a revoked session): ask once more with whatever token we have then.
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", () => this.options.onState("connecting"));
    socket.onAny((event: string, data: LiveEvent["data"]) => this.receive(event, data));
  }

  stop(): void {
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
    for (const ready of order.accept({ event, data })) this.options.apply(ready);
    if (order.waiting) void this.sync();
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
      for (const event of answer.events) {
        for (const ready of order.accept(event)) this.options.apply(ready);
      }
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

  private async startAfresh(): Promise<void> {
    const { order } = this;
    if (!order) return;
    try {
      const from = await this.options.refetch();
      if (this.order !== order) return;
      for (const ready of order.restart(from)) this.options.apply(ready);
    } catch {
      // The snapshot could not be read: a new connection brings `resync` again.
      this.socket?.disconnect().connect();
    }
  }
}
