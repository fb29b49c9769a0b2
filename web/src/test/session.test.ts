import { api } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { describe, expect, it } from "vitest";
import { fakeServer, grant, makeSession, memoryPlace, storeOn } from "./server";

const refused = { status: 401, body: { type: "about:blank", title: "Sign in", status: 401, code: "unauthorized" } };

function signedIn(fetcher: typeof fetch) {
  const session = makeSession(fetcher);
  session.take(grant(1));
  return session;
}

describe("a request with an old token", () => {
  it("renews once for five who met the 401 together, and all five get their answer", async () => {
    let refreshes = 0;
    const { fetcher } = fakeServer(async ({ path, headers }) => {
      if (path === "/auth/refresh") {
        refreshes += 1;
        await new Promise((soon) => setTimeout(soon, 5));
        return { body: grant(2) };
      }
      return headers.get("Authorization") === "Bearer token-2"
        ? { body: { balance: 2, held: 0, available: 2 } }
        : refused;
    });
    const { store } = storeOn(signedIn(fetcher), fetcher);
    const ids = ["a", "b", "c", "d", "e"];
    const answers = await Promise.all(ids.map((id) => store.dispatch(api.endpoints.jobsGet.initiate({ id }))));
    expect(answers.every((answer) => answer.isSuccess)).toBe(true);
    expect(refreshes).toBe(1);
  });

  it("asks again with the same idempotency key, so that nothing is paid twice", async () => {
    const { fetcher, asked } = fakeServer(({ path, headers }) => {
      if (path === "/auth/refresh") return { body: grant(2) };
      return headers.get("Authorization") === "Bearer token-2"
        ? { status: 202, body: { id: "job", state: "queued" } }
        : refused;
    });
    const { store } = storeOn(signedIn(fetcher), fetcher);
    await store.dispatch(api.endpoints.jobsSubmit.initiate({ body: { quote: "q" } }));
    const keys = asked.filter(({ path }) => path === "/jobs").map(({ headers }) => headers.get("Idempotency-Key"));
    expect(keys).toEqual(["key-1", "key-1"]);
  });

  it("does not renew again when somebody already did", async () => {
    const { fetcher, asked } = fakeServer(() => ({ body: grant(2) }));
    const session = signedIn(fetcher);
    const before = session.epoch;
    await session.renew(before);
    expect((await session.renew(before))?.accessToken).toBe("token-2");
    expect(asked).toHaveLength(1);
  });

  it("becomes nobody when the refresh is refused", async () => {
    const { fetcher } = fakeServer(() => refused);
    const session = signedIn(fetcher);
    expect(await session.renew(session.epoch)).toBeUndefined();
    expect(session.token).toBeUndefined();
    expect(session.mayBeSignedIn()).toBe(false);
  });

  it("stays signed in when the refresh only failed to arrive", async () => {
    const session = signedIn((async () => {
      throw new TypeError("no network");
    }) as typeof fetch);
    await expect(session.renew(session.epoch)).rejects.toMatchObject({ code: "offline" });
    expect(session.mayBeSignedIn()).toBe(true);
  });
});

describe("a tab with nobody", () => {
  it("starts one visit for all who need a token, and none for what is open to anybody", async () => {
    const { fetcher, asked } = fakeServer(({ path }) =>
      path === "/visits" ? { status: 201, body: grant(9, "guest", "visitor") } : { body: { items: [] } },
    );
    const { store } = storeOn(makeSession(fetcher), fetcher);
    await store.dispatch(api.endpoints.modelsList.initiate({}));
    expect(asked.map(({ path }) => path)).toEqual(["/models"]);
    await Promise.all([
      store.dispatch(api.endpoints.jobsList.initiate({})),
      store.dispatch(api.endpoints.walletEntries.initiate({})),
    ]);
    expect(asked.filter(({ path }) => path === "/visits")).toHaveLength(1);
    expect(asked.at(-1)?.headers.get("Authorization")).toBe("Bearer token-9");
  });

  it("keeps a visit through a reload of the tab, but never a person's token", async () => {
    const { fetcher } = fakeServer(() => ({ status: 201, body: grant(9, "guest", "visitor") }));
    const tab = memoryPlace();
    const browser = memoryPlace();
    const first = makeSession(fetcher, { tab, browser });
    await first.visit();
    expect(makeSession(fetcher, { tab, browser }).token).toBe("token-9");
    first.take(grant(1));
    expect(makeSession(fetcher, { tab, browser }).token).toBeUndefined();
    expect(JSON.stringify([tab.get("reverie.visit"), browser.get("reverie.signed-in")])).not.toContain("token");
  });

  it("becomes the person who signs in", async () => {
    const { fetcher } = fakeServer(() => ({ body: grant(3) }));
    const session = makeSession(fetcher);
    const { store } = storeOn(session, fetcher);
    await store.dispatch(api.endpoints.authSignIn.initiate({ body: { email: "a@b.c", password: "secret" } }));
    expect(session.token).toBe("token-3");
  });
});

describe("a refusal", () => {
  it("keeps the server's code, remedy, missing credits and the time to wait", async () => {
    const { fetcher } = fakeServer(() => ({
      status: 402,
      headers: { "Retry-After": "24" },
      body: {
        type: "about:blank",
        title: "6 credits short",
        status: 402,
        code: "not_enough_credits",
        missing: 6,
        remedy: "Top up.",
      },
    }));
    const { store } = storeOn(signedIn(fetcher), fetcher);
    const answer = await store.dispatch(api.endpoints.jobsSubmit.initiate({ body: { quote: "q" } }));
    expect(problemOf(answer.error)).toMatchObject({ code: "not_enough_credits", missing: 6, retryAfterSeconds: 24 });
  });

  it("of a proxy without sense becomes `unreadable`, and no network `offline`", async () => {
    const proxy = (async () => new Response("<html>", { status: 502 })) as typeof fetch;
    const one = storeOn(signedIn(proxy), proxy).store;
    expect(problemOf((await one.dispatch(api.endpoints.meGet.initiate())).error)).toMatchObject({
      code: "unreadable",
      status: 502,
    });
    const none = (async () => {
      throw new TypeError("no network");
    }) as typeof fetch;
    const two = storeOn(signedIn(none), none).store;
    expect(problemOf((await two.dispatch(api.endpoints.meGet.initiate())).error)?.code).toBe("offline");
  });
});
