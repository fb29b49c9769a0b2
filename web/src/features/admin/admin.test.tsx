import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import { failed, fakeReverie, job, refusal, type FakeReverie } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { person } from "@/test/server";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));

const SLOW = { timeout: 4000 };

function office(): FakeReverie {
  const fake = fakeReverie({ signedIn: true, admin: true });
  const letter = failed("dead", "engine_died");
  const ravi = { account: { ...person("ravi"), displayName: "Ravi", email: "ravi@example.org" } };
  const wallet = { balance: 2, held: 0, available: 2 };
  let dead = [letter];
  fake.when("GET", /^\/admin\/overview$/, () => ({
    body: {
      people: 12,
      peopleToday: 3,
      jobs: { queued: 1, running: 2, succeeded24h: 9, failed24h: 1, dead: dead.length },
      credits: { granted: 24, charged24h: 9, held: 2 },
      successRate24h: 0.9,
      medianSeconds24h: 4,
      disk: { freeBytes: 1e9, usedBytes: 1e9 },
      nodes: [{ id: "night-1", roles: ["web", "worker"], seenAt: "2020-01-01T00:00:00Z" }],
    },
  }));
  fake.when("GET", /^\/admin\/people$/, ({ path }) => ({
    body: { items: /query=nobody/.test(path) ? [] : [{ ...ravi, wallet }] },
  }));
  fake.when("GET", /^\/admin\/people\/ravi$/, () => ({
    body: {
      ...ravi,
      wallet,
      links: { telegram: { name: "Ravi", username: "ravi" } },
    },
  }));
  const at = "2026-11-21T10:00:00Z";
  fake.when("GET", /^\/admin\/people\/ravi\/entries$/, ({ path }) => ({
    body: /cursor=older/.test(path)
      ? { items: [{ id: "e1", kind: "grant", credits: 2, balanceAfter: 2, heldAfter: 0, reason: "welcome", at }] }
      : {
          items: [{ id: "e2", kind: "charge", credits: -1, balanceAfter: 1, heldAfter: 0, job: "dead", at }],
          next: "older",
        },
  }));
  fake.when("POST", /\/grants$/, () => ({
    status: 201,
    body: { id: "e", kind: "grant", credits: 5, balanceAfter: 7, heldAfter: 0, at: "2026-11-21T10:00:00Z" },
  }));
  fake.when("POST", /\/(un)?suspend$/, () => ({ status: 204 }));
  fake.when("GET", /^\/admin\/jobs$/, () => ({
    body: { items: [fake.adminJob(letter), fake.adminJob(job("going"))] },
  }));
  fake.when("GET", /^\/admin\/jobs\/dead$/, () => {
    const fault = { class: "temporary", code: "engine_died", message: "exit 137" };
    const attempt = {
      number: 1,
      route: "local/photo-motion",
      state: "failed",
      startedAt: "2026-11-21T10:00:00Z",
      fault,
    };
    return { body: { ...fake.adminJob(letter), attempts: [attempt] } };
  });
  fake.when("GET", /^\/admin\/dead-letters$/, () => ({
    body: {
      items: dead.map((one) => {
        return {
          job: one,
          account: { id: "ravi", displayName: "Ravi" },
          why: "engine_died: exit 137",
          at: one.createdAt,
        };
      }),
    },
  }));
  fake.when("POST", /^\/admin\/dead-letters\/dead\/(replay|discard)$/, (_, [, what]) => {
    dead = [];
    return what === "replay" ? { body: job("dead") } : { status: 204 };
  });
  fake.when("GET", /^\/admin\/audit$/, () => ({
    body: {
      items: [
        {
          id: "1",
          at: "2026-11-21T10:00:00Z",
          actor: { displayName: "Anna" },
          action: "credits.granted",
          subject: "account ravi",
          details: { credits: 5, reason: "Sorry" },
          requestId: "req-1",
        },
      ],
    },
  }));
  return fake;
}

const open = (path: string, fake = office()) => ({ fake, app: openApp(path, fake, { signedIn: true }) });

describe("the admin area", () => {
  it("is not there for people without the role", async () => {
    const fake = fakeReverie({ signedIn: true });
    openApp("/admin", fake, { signedIn: true });
    expect(await screen.findByText("This room isn’t yours", undefined, SLOW)).toBeInTheDocument();
    expect(fake.count("GET", /^\/admin/)).toBe(0);
    expect(screen.queryByRole("link", { name: "Admin" })).not.toBeInTheDocument();
  });

  it("shows the figures of the day, silent nodes and what needs a look", async () => {
    open("/admin");
    expect(await screen.findByText("90%", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("1 in line, 2 running")).toBeInTheDocument();
    expect(screen.getByText(/silent since/)).toBeInTheDocument();
    expect(await screen.findByRole("link", { name: /Idea of dead/ }, SLOW)).toHaveAttribute("href", "/admin/jobs/dead");
  });

  it("finds people by name", async () => {
    const { fake } = open("/admin/people");
    expect(await screen.findByRole("link", { name: "Ravi" }, SLOW)).toHaveAttribute("href", "/admin/people/ravi");
    await userEvent.type(screen.getByLabelText("Find people"), "nobody");
    expect(await screen.findByText("Nobody by that name.", undefined, SLOW)).toBeInTheDocument();
    expect(fake.asked.some(({ path }) => path.includes("query=nobody"))).toBe(true);
  });

  it("shows a person's wallet line by line, each with its job, as far back as it goes", async () => {
    const { fake, app } = open("/admin/people/ravi");
    const charge = await screen.findByRole("button", { name: /^Charge/ }, SLOW);
    expect(screen.getByText("@ravi", { exact: false })).toBeInTheDocument();
    const older = screen.queryByRole("button", { name: "Show more" });
    if (older) await userEvent.click(older);
    expect(await screen.findByText("welcome", undefined, SLOW)).toBeInTheDocument();
    expect(fake.asked.some(({ path }) => /\/people\/ravi\/entries.*cursor=older/.test(path))).toBe(true);
    await userEvent.click(charge);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/admin/jobs/dead"));
  });

  it("gives credits only with a reason", async () => {
    const { fake } = open("/admin/people/ravi");
    await userEvent.click(await screen.findByRole("button", { name: "Give credits" }, SLOW));
    const dialog = within(await screen.findByRole("dialog"));
    const give = dialog.getByRole("button", { name: "Give credits" });
    expect(give).toHaveAttribute("aria-disabled", "true");
    expect(give).toHaveAttribute("title", "Please give a reason first");
    await userEvent.clear(dialog.getByLabelText("Credits"));
    expect(give).toHaveAttribute("title", "How many credits? A number that is not zero");
    await userEvent.type(dialog.getByLabelText("Credits"), "5");
    await userEvent.type(dialog.getByLabelText("Reason"), "Sorry");
    await userEvent.click(give);
    expect(await screen.findByText("5 credits for Ravi")).toBeInTheDocument();
    expect(fake.bodies("POST", /\/grants$/)).toEqual([{ credits: 5, reason: "Sorry" }]);
  });

  it("repeats a grant whose answer was lost under the same key", async () => {
    const { fake } = open("/admin/people/ravi");
    let lost = true;
    fake.when("POST", /\/grants$/, () => {
      if (!lost) return undefined;
      lost = false;
      throw new TypeError("no network");
    });
    await userEvent.click(await screen.findByRole("button", { name: "Give credits" }, SLOW));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText("Reason"), "Sorry");
    const give = dialog.getByRole("button", { name: "Give credits" });
    await userEvent.click(give);
    expect(await dialog.findByText("No connection")).toBeInTheDocument();
    await userEvent.click(give);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const keys = fake.asked
      .filter(({ path }) => path.endsWith("/grants"))
      .map((one) => one.headers.get("Idempotency-Key"));
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
  });

  it("shuts somebody out with a reason", async () => {
    const { fake } = open("/admin/people/ravi");
    await userEvent.click(await screen.findByRole("button", { name: "Suspend" }, SLOW));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText("Reason"), "Spam");
    await userEvent.click(dialog.getByRole("button", { name: "Suspend" }));
    await waitFor(() => expect(fake.bodies("POST", /\/suspend$/)).toEqual([{ reason: "Spam" }]));
  });

  it("filters jobs by state and shows every attempt of one", async () => {
    const { fake, app } = open("/admin/jobs");
    await screen.findByRole("link", { name: /Idea of going/ }, SLOW);
    await userEvent.click(screen.getByRole("button", { name: "failed" }));
    await waitFor(() => expect(fake.asked.some(({ path }) => path.includes("state=failed"))).toBe(true));
    await userEvent.click(await screen.findByRole("link", { name: /Idea of dead/ }, SLOW));
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/admin/jobs/dead"));
    expect(await screen.findByText("exit 137", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("In line")).toBeInTheDocument();
  });

  it("replays a dead letter", async () => {
    open("/admin/dead-letters");
    await userEvent.click(await screen.findByRole("button", { name: "Replay: Idea of dead" }, SLOW));
    expect(await screen.findByText("No dead letters. A quiet night.", undefined, SLOW)).toBeInTheDocument();
  });

  it("discards one only with a reason", async () => {
    const { fake } = open("/admin/dead-letters");
    await userEvent.click(await screen.findByRole("button", { name: "Discard: Idea of dead" }, SLOW));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText("Reason"), "A test of ours");
    await userEvent.click(dialog.getByRole("button", { name: "Discard" }));
    expect(await screen.findByText("No dead letters. A quiet night.", undefined, SLOW)).toBeInTheDocument();
    expect(fake.bodies("POST", /\/discard$/)).toEqual([{ reason: "A test of ours" }]);
  });

  it("reads the audit log, and says when it can't", async () => {
    const first = open("/admin/audit");
    expect(await screen.findByText("credits.granted", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("credits: 5, reason: Sorry")).toBeInTheDocument();
    await first.app.close();
    const fake = office();
    fake.when("GET", /^\/admin\/audit$/, () => refusal(500, "internal", { title: "We broke something" }));
    open("/admin/audit", fake);
    expect(await screen.findByText("We broke something", undefined, SLOW)).toBeInTheDocument();
  });
});
