import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import { done, failed, fakeReverie, job, picture, refusal } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));

const SLOW = { timeout: 4000 };
const reverie = () => fakeReverie({ signedIn: true });

describe("the history", () => {
  it("teaches the first step while it is empty", async () => {
    openApp("/jobs", reverie(), { signedIn: true });
    expect(await screen.findByText("Nothing made yet", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Make a film" })).toHaveAttribute("href", "/create");
  });

  it("shows each run with its state and what it cost, and loads on at the end", async () => {
    const fake = reverie();
    fake.state.jobs = [
      job("a", { state: "running", progress: 0.4, etaSeconds: 9 }),
      failed("b", "engine_died"),
      ...Array.from({ length: 40 }, (_, at) => done(`film ${at}`)),
    ];
    openApp("/jobs", fake, { signedIn: true });
    expect(await screen.findByText("40% · 9 s left", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("The engine stumbled.")).toBeInTheDocument();
    expect(screen.getByText("1 credit held")).toBeInTheDocument();
    expect(screen.getByText("nothing charged")).toBeInTheDocument();
    expect(screen.getAllByRole("article")).toHaveLength(30);
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));
    await waitFor(() => expect(screen.getAllByRole("article")).toHaveLength(42), SLOW);
    expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
  });

  it("filters by state, keeps that in the address, and follows a run live", async () => {
    const fake = reverie();
    fake.state.jobs = [job("going", { state: "running" }), done("over")];
    const app = openApp("/jobs?state=running", fake, { signedIn: true });
    expect(await screen.findByRole("link", { name: "Idea of going" }, SLOW)).toBeInTheDocument();
    expect(screen.queryByText("Idea of over")).not.toBeInTheDocument();
    app.live.job(done("going"), 20);
    await waitFor(() => expect(screen.queryByText("Idea of going")).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(app.router.state.location.search).toBe("?state=succeeded");
  });

  it("makes another for the price that stands on the button", async () => {
    const fake = reverie();
    fake.state.jobs = [done("one")];
    const app = openApp("/jobs", fake, { signedIn: true });
    const [again] = await screen.findAllByRole("button", { name: "Make another, 1 credit: Idea of one" }, SLOW);
    await userEvent.click(again!);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/create/video"));
    expect(fake.state.jobs).toHaveLength(2);
  });

  it("makes another only once when the answer was lost", async () => {
    const fake = reverie();
    fake.state.jobs = [done("one")];
    let tries = 0;
    fake.when("POST", /^\/jobs$/, () => {
      if (tries++ === 0) throw new TypeError("no network");
      return undefined;
    });
    const app = openApp("/jobs", fake, { signedIn: true });
    const [again] = await screen.findAllByRole("button", { name: "Make another, 1 credit: Idea of one" }, SLOW);
    await userEvent.click(again!);
    expect(await screen.findByText("No connection")).toBeInTheDocument();
    await userEvent.click(again!);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/create/video"));
    const [first, second] = fake.asked.filter((one) => one.method === "POST" && one.path === "/jobs");
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers.get("Idempotency-Key")).toBe(first?.headers.get("Idempotency-Key"));
    expect(fake.count("POST", /\/repeat$/)).toBe(1);
  });

  it("asks again when another one became dearer", async () => {
    const fake = reverie();
    fake.state.jobs = [done("one")];
    const dear = { id: "q", model: "m", credits: 2, expectedSeconds: 4, expiresAt: "2099-01-01T00:00:00Z" };
    fake.when("POST", /\/repeat$/, () => ({ body: { ...dear, available: 2, enough: true, signature: "s" } }));
    openApp("/jobs", fake, { signedIn: true });
    const [again] = await screen.findAllByRole("button", { name: "Make another, 1 credit: Idea of one" }, SLOW);
    await userEvent.click(again!);
    expect(await screen.findByText(/It costs 2 credits now/)).toBeInTheDocument();
    expect(fake.count("POST", /^\/jobs$/)).toBe(0);
    expect(screen.getAllByRole("button", { name: "Make another, 2 credits: Idea of one" })).not.toHaveLength(0);
  });

  it("offers a film that waits to be claimed for its price, and nothing that is not there yet", async () => {
    const fake = reverie();
    const locked = { ...picture("x", "video"), locked: true };
    fake.state.jobs = [done("one", { waitingFor: "claim", charged: 0, outputs: [locked] })];
    fake.when("POST", /\/claim$/, () => {
      fake.state.jobs = [done("one")];
      return { body: fake.state.jobs[0] };
    });
    openApp("/jobs", fake, { signedIn: true });
    expect(await screen.findByText("Ready. Take it for 1 credit", undefined, SLOW)).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Download: Idea of one" })).not.toBeInTheDocument();
    const [take] = screen.getAllByRole("button", { name: "Take it, 1 credit: Idea of one" });
    await userEvent.click(take!);
    expect(await screen.findAllByRole("link", { name: "Download: Idea of one" }, SLOW)).not.toHaveLength(0);
  });

  it("deletes with a way back", async () => {
    const fake = reverie();
    fake.state.jobs = [done("one"), done("two")];
    openApp("/jobs", fake, { signedIn: true });
    const [bin] = await screen.findAllByRole("button", { name: "Remove Idea of one" }, SLOW);
    await userEvent.click(bin!);
    await waitFor(() => expect(screen.queryByText("Idea of one")).not.toBeInTheDocument());
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Idea of one", undefined, SLOW)).toBeInTheDocument();
  });

  it("says what went wrong and tries again", async () => {
    const fake = reverie();
    let broken = true;
    fake.when("GET", /^\/jobs$/, () =>
      broken ? refusal(500, "internal", { title: "We broke something" }) : undefined,
    );
    openApp("/jobs", fake, { signedIn: true });
    expect(await screen.findByText("We broke something", undefined, SLOW)).toBeInTheDocument();
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Nothing made yet", undefined, SLOW)).toBeInTheDocument();
  });

  it("is a closed door with a bell for who has no account", async () => {
    openApp("/jobs", fakeReverie());
    expect(await screen.findByText("This is where your things live", undefined, SLOW)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Come in" }));
    expect(await screen.findByRole("dialog")).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
  });
});

describe("the page of one run", () => {
  it("has the film, the receipt, what happened and the recipe", async () => {
    const fake = reverie();
    const timeline = ["queued", "started", "succeeded"].map((what) => ({ at: "2026-11-21T10:00:00Z", what }));
    fake.state.jobs = [done("one", { timeline, recipe: { seed: 4711 }, understood: ["slow"], notUsed: ["dance"] })];
    openApp("/jobs/one", fake, { signedIn: true });
    expect(await screen.findByRole("heading", { level: 1, name: "Idea of one" }, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("group", { name: "Film: Idea of one" })).toBeInTheDocument();
    expect(screen.getByText("Charged").parentElement).toHaveTextContent("Charged1");
    expect(screen.getByText("Done, checked and stored")).toBeInTheDocument();
    expect(screen.getByText("4711")).toBeInTheDocument();
    expect(screen.getByText("dance")).toBeInTheDocument();
  });

  it("takes a film that waits to be claimed", async () => {
    const fake = reverie();
    const locked = { ...picture("x", "video"), locked: true };
    fake.state.jobs = [done("one", { waitingFor: "claim", charged: 0, outputs: [locked] })];
    fake.when("POST", /\/claim$/, () => {
      fake.state.jobs = [done("one")];
      return { body: fake.state.jobs[0] };
    });
    openApp("/jobs/one", fake, { signedIn: true });
    expect(await screen.findByText("Ready. Take it for 1 credit", undefined, SLOW)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /Take it/ }));
    expect(await screen.findByRole("group", { name: "Film: Idea of one" }, SLOW)).toBeInTheDocument();
  });

  it("that is not there says so", async () => {
    openApp("/jobs/none", reverie(), { signedIn: true });
    const trouble = within(await screen.findByRole("alert", undefined, SLOW));
    expect(trouble.getByText("Refused: not_found")).toBeInTheDocument();
  });
});
