// @vitest-environment node
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { api } from "@reverie/api/api";
import type { Job } from "@reverie/api/generated";
import { Server, type Socket } from "socket.io";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followIdentity } from "@/app/store/identity";
import { fakeServer, grant, makeSession, person, storeOn } from "@/test/server";
import { applyEvent } from "./apply";
import { Live } from "./live";
import type { LiveEvent } from "./order";

let http: HttpServer;
let server: Server;
let url: string;
/** The account's log: event n has id n. */
let log: LiveEvent[];
let asked: number[];
const running: Live[] = [];

const entry = (id: number, event = "thing.updated", more = {}): LiveEvent => ({ event, data: { id, ...more } });

beforeEach(async () => {
  log = [];
  asked = [];
  http = createServer();
  server = new Server(http);
  server.on("connection", (socket: Socket) => {
    const last = Number(socket.handshake.auth.last ?? 0);
    for (const one of log.filter(({ data }) => (data.id ?? 0) > last)) socket.emit(one.event, one.data);
    socket.on("sync", ({ after }: { after: number }, ack: (answer: unknown) => void) => {
      asked.push(after);
      ack({ events: log.filter(({ data }) => (data.id ?? 0) > after).slice(0, 50), head: log.length });
    });
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const live of running.splice(0)) live.stop();
  await server.close();
});

function follow(
  from: number,
  refetch: () => Promise<number> = async () => 0,
  renew: (live: Live) => Promise<unknown> = async () => undefined,
) {
  const seen: number[] = [];
  const live: Live = new Live({
    url,
    token: async () => "token",
    renew: () => renew(live),
    apply: ({ data }) => seen.push(data.id ?? -1),
    refetch,
    onState: () => undefined,
    reconnectMillis: 5,
  });
  running.push(live);
  live.start(from);
  return { live, seen };
}

const connected = () => vi.waitFor(() => expect(server.sockets.sockets.size).toBe(1));
const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, i) => i + from);

describe("the live stream", () => {
  it("gives every event once and in order, though some are lost, doubled, late and the line is cut", async () => {
    const { seen } = follow(0);
    await connected();
    for (let id = 1; id <= 300; id++) {
      log.push(entry(id));
      const turn = id % 10;
      if (turn === 3) continue; // Lost on the way.
      if (turn === 5) server.emit("thing.updated", { id: id + 1 }); // Too early: its own turn sends it again.
      server.emit("thing.updated", { id });
      if (turn === 7) server.emit("thing.updated", { id });
      if (id % 60 === 0) server.disconnectSockets(true);
      if (id % 20 === 0) await new Promise((soon) => setImmediate(soon));
    }
    await vi.waitFor(
      () => {
        server.emit("head", { head: 300 });
        expect(seen).toEqual(upTo(300));
      },
      { timeout: 8000 },
    );
  });

  it("asks for a fresh token when the server ends it, and goes on", async () => {
    const renewals: number[] = [];
    const { seen } = follow(0, undefined, async () => renewals.push(1));
    await connected();
    for (const socket of server.sockets.sockets.values()) socket.disconnect(true);
    await vi.waitFor(() => expect(renewals).toEqual([1]));
    await connected();
    log.push(entry(1));
    server.emit("thing.updated", { id: 1 });
    await vi.waitFor(() => expect(seen).toEqual([1]));
  });

  it("stays away when the renewal shows that the session is over", async () => {
    const states: string[] = [];
    const { live } = follow(0, undefined, async (one) => {
      one.stop();
      states.push("signed out");
      throw new Error("no session");
    });
    await connected();
    for (const socket of server.sockets.sockets.values()) socket.disconnect(true);
    await vi.waitFor(() => expect(states).toEqual(["signed out"]));
    await new Promise((soon) => setTimeout(soon, 60));
    expect(server.sockets.sockets.size).toBe(0);
    expect(live.started).toBe(false);
  });

  it("notices by the head that the very last event was lost", async () => {
    const { seen } = follow(0);
    await connected();
    log.push(entry(1));
    server.emit("head", { head: 1 });
    await vi.waitFor(() => expect(seen).toEqual([1]));
  });

  it("resumes from the cursor of its snapshot", async () => {
    log = upTo(8).map((id) => entry(id));
    const { seen } = follow(5);
    await vi.waitFor(() => expect(seen).toEqual([6, 7, 8]));
  });

  it("passes progress without an id on at once and lets it move no cursor", async () => {
    const { live, seen } = follow(4);
    await connected();
    server.emit("job.updated", { job: {} });
    await vi.waitFor(() => expect(seen).toEqual([-1]));
    expect(live.last).toBe(4);
  });

  it("reads everything again after `resync` and goes on from the new snapshot", async () => {
    const refetch = vi.fn(async () => 40);
    const { live, seen } = follow(3, refetch);
    await connected();
    log = upTo(41).map((id) => entry(id));
    server.emit("resync", {});
    await vi.waitFor(() => expect(live.last).toBeGreaterThanOrEqual(40));
    server.emit("thing.updated", { id: 41 });
    await vi.waitFor(() => expect(seen.at(-1)).toBe(41));
    expect(refetch).toHaveBeenCalledOnce();
    expect(live.last).toBe(41);
  });

  it("asks for the new snapshot until it gets one, without a new connection for each try", async () => {
    const refetch = vi.fn(async () => {
      if (refetch.mock.calls.length < 4) throw new Error("away");
      return 7;
    });
    let connections = 0;
    server.on("connection", () => connections++);
    const { live } = follow(3, refetch);
    await connected();
    server.emit("resync", {});
    await vi.waitFor(() => expect(live.last).toBe(7));
    expect(refetch).toHaveBeenCalledTimes(4);
    expect(connections).toBe(1);
  });

  it("comes back after a refusal, as when its token could not be renewed in time", async () => {
    let knocks = 0;
    server.use((_socket, next) => next(++knocks < 4 ? new Error("Please sign in") : undefined));
    log = [entry(1)];
    const { seen } = follow(0);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    expect(knocks).toBe(4);
  });

  it("reads everything again when an event can't be shown, and goes on with the next", async () => {
    const seen: number[] = [];
    const refetch = vi.fn(async () => 2);
    const live = new Live({
      url,
      token: async () => "token",
      renew: async () => undefined,
      apply: ({ data }) => {
        if (data.id === 2) throw new Error("unheard of");
        seen.push(data.id ?? -1);
      },
      refetch,
      onState: () => undefined,
      reconnectMillis: 5,
    });
    running.push(live);
    live.start(0);
    await connected();
    log = upTo(3).map((id) => entry(id));
    server.emit("head", { head: 3 });
    await vi.waitFor(() => expect(seen).toEqual([1, 3]));
    expect(refetch).toHaveBeenCalledOnce();
  });
});

const job = (state: Job["state"], progress = 0): Job => ({
  id: "j",
  model: "local/photo-motion",
  title: "Rain",
  state,
  progress,
  deadline: "",
  ifNothingHappens: "",
  quoted: 1,
  held: 1,
  charged: 0,
  outputs: [],
  timeline: [],
  surface: "web",
  createdAt: "2026-11-21T10:00:00Z",
});

describe("the pages, by the live stream", () => {
  function open() {
    const wallet = { balance: 2, held: 0, available: 2 };
    const { fetcher, asked: requests } = fakeServer(({ path }) => {
      const headers = { "Reverie-Event": "2" };
      if (path === "/me") return { body: { account: person(), links: {}, wallet }, headers };
      if (path.startsWith("/jobs?") || path === "/jobs")
        return { body: { items: [{ ...job("running", 0.5), inputs: { idea: "rain" } }] }, headers };
      if (path === "/wallet/entries") return { body: { items: [] }, headers };
      return { body: wallet, headers };
    });
    const session = makeSession(fetcher);
    session.take(grant(1));
    const made = storeOn(session, fetcher);
    const stop = followIdentity(made, session, url);
    return { ...made, session, requests, stop };
  }

  it("show a finished job with its inputs, the new balance, and no older news over a newer answer", async () => {
    log = [entry(1, "wallet.updated", { balance: 99, held: 0, available: 99 }), entry(2)];
    const { store, stop } = open();
    await store.dispatch(api.endpoints.jobsList.initiate({}));
    await store.dispatch(api.endpoints.walletGet.initiate());
    await connected();
    const send = (event: string, data: LiveEvent["data"]): void => {
      log.push({ event, data });
      server.emit(event, data);
    };
    const jobs = () => api.endpoints.jobsList.select({})(store.getState()).data?.items;
    send("wallet.updated", { id: 3, balance: 2, held: 1, available: 1 });
    send("job.updated", { id: 4, job: job("succeeded", 1) });
    await vi.waitFor(() => expect(jobs()?.[0]).toMatchObject({ state: "succeeded", inputs: { idea: "rain" } }));
    expect(api.endpoints.meGet.select()(store.getState()).data?.wallet?.available).toBe(1);
    expect(api.endpoints.walletGet.select()(store.getState()).data).toEqual({ balance: 2, held: 1, available: 1 });
    server.emit("job.updated", { job: job("running", 0.7) });
    send("job.updated", { id: 5, job: { ...job("queued"), id: "new" } });
    await vi.waitFor(() => expect(jobs()?.map(({ id }) => id)).toEqual(["new", "j"]));
    expect(jobs()?.[1]?.state).toBe("succeeded");
    expect(store.getState().generation.active).toEqual(["new"]);
    stop();
  });

  it("drop a job that was deleted in another tab, and show it again when that is taken back", async () => {
    log = [entry(1), entry(2)];
    const { store, stop } = open();
    await store.dispatch(api.endpoints.jobsList.initiate({}));
    await connected();
    const ids = () => api.endpoints.jobsList.select({})(store.getState()).data?.items.map((item) => item.id);
    const send = (data: LiveEvent["data"]): void => {
      log.push({ event: "job.updated", data });
      server.emit("job.updated", data);
    };
    expect(ids()).toEqual(["j"]);
    send({ id: 3, job: job("succeeded", 1), deleted: true });
    await vi.waitFor(() => expect(ids()).toEqual([]));
    send({ id: 4, job: job("succeeded", 1) });
    await vi.waitFor(() => expect(ids()).toEqual(["j"]));
    stop();
  });

  it("put a job that was not there by its age, and leave out what is older than all that was fetched", async () => {
    const aged = (id: string, minute: number): Job => ({
      ...job("succeeded", 1),
      id,
      createdAt: `2026-11-21T10:${minute}:00Z`,
    });
    const pages = [
      { items: [aged("e", 50), aged("d", 40)], next: "1" },
      { items: [aged("b", 20), aged("a", 10)], next: "2" },
      { items: [], next: undefined },
    ];
    const { fetcher } = fakeServer(({ path }) => {
      const body = path.startsWith("/jobs?")
        ? pages[Number(new URLSearchParams(path.split("?")[1]).get("cursor") ?? 0)]
        : { account: person(), links: {} };
      return { body, headers: { "Reverie-Event": "2" } };
    });
    const session = makeSession(fetcher);
    session.take(grant(1));
    const { store, snapshots } = storeOn(session, fetcher);
    const history = api.endpoints.jobsHistory;
    await store.dispatch(history.initiate({}));
    await store.dispatch(history.initiate({}, { direction: "forward" }));
    const ids = () => history.select({})(store.getState()).data?.pages.map(({ items }) => items.map(({ id }) => id));
    const tell = (one: Job, id: number): void =>
      applyEvent({ ...store, snapshots }, { event: "job.updated", data: { id, job: one } });
    expect(ids()).toEqual([["e", "d"], ["b", "a"]]);
    tell(aged("c", 30), 3);
    tell(aged("f", 55), 4);
    tell({ ...aged("0", 10), createdAt: "2026-11-20T10:00:00Z" }, 5);
    expect(ids()).toEqual([["f", "e", "d"], ["c", "b", "a"]]);
    await store.dispatch(history.initiate({}, { direction: "forward" }));
    tell({ ...aged("0", 10), createdAt: "2026-11-20T10:00:00Z" }, 6);
    expect(ids()).toEqual([["f", "e", "d"], ["c", "b", "a"], ["0"]]);
  });

  it("forget the old account when another one signs in, and keep the visitor's draft", async () => {
    const { store, session, stop } = open();
    await connected();
    store.dispatch({ type: "generation/modelChosen", payload: "local/photo-motion" });
    await store.dispatch(api.endpoints.walletGet.initiate());
    session.take(grant(2, "boris"));
    await vi.waitFor(() => expect(store.getState().user.accountId).toBe("boris"));
    expect(store.getState().generation.draft.model).toBe("local/photo-motion");
    expect(api.endpoints.walletGet.select()(store.getState()).data).toBeUndefined();
    stop();
  });

  it("tell by code whose Telegram was proved", async () => {
    const { store, stop } = open();
    await connected();
    log = [entry(1), entry(2), entry(3, "link.verified", { code: "K7", name: "Anna" })];
    server.emit("link.verified", { id: 3, code: "K7", name: "Anna" });
    await vi.waitFor(() => expect(store.getState().user.verifiedLinks).toEqual({ K7: "Anna" }));
    stop();
  });
});
