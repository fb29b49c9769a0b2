import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import { done, failed, fakeReverie, job, picture, refusal } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));

const SLOW = { timeout: 4000 };
const reverie = (credits = 2) => fakeReverie({ signedIn: true, credits });

describe("home", () => {
  it("teaches how it goes while nothing is made, and takes the first photo to the studio", async () => {
    const app = openApp("/home", reverie(), { signedIn: true });
    expect(await screen.findByText("Your first film is three taps away", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("2 credits are waiting for you.")).toBeInTheDocument();
    const photo = new File([new Uint8Array(9)], "a.jpg", { type: "image/jpeg" });
    await userEvent.upload(screen.getByLabelText("Animate a photo"), photo);
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/create/video"), SLOW);
    expect(await screen.findByRole("button", { name: "Slow push-in" }, SLOW)).toBeInTheDocument();
  });

  it("shows what runs, live, the latest films, what is ready to spend and the tier", async () => {
    const fake = reverie(5);
    fake.state.wallet.held = 1;
    fake.state.jobs = [job("going", { state: "running", progress: 0.2 }), done("old")];
    const app = openApp("/home", fake, { signedIn: true });
    expect(await screen.findByRole("heading", { level: 1, name: "Good to see you, Anna" }, SLOW)).toBeInTheDocument();
    expect(await screen.findByText("Under way", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Idea of old" })).toBeInTheDocument();
    expect(screen.getByText("Free")).toBeInTheDocument();
    expect(screen.getByText("1 credit held · 1 run under way")).toBeInTheDocument();
    app.live.job(done("going"), 30);
    await waitFor(() => expect(screen.queryByText("Under way")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "Idea of going" })).toBeInTheDocument();
  });

  it("names the one next step: the waiting film before all else", async () => {
    const fake = reverie();
    const locked = { ...picture("x", "video"), locked: true };
    fake.state.jobs = [done("late", { waitingFor: "claim", outputs: [locked] })];
    openApp("/home", fake, { signedIn: true });
    expect(await screen.findByText("A film waits for you", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Look at it" })).toHaveAttribute("href", "/jobs/late");
  });

  it("says what failed last, and that nothing can be bought yet when the credits are gone", async () => {
    const fake = reverie(0);
    fake.state.jobs = [failed("one", "engine_died")];
    openApp("/home", fake, { signedIn: true });
    expect(await screen.findByText(/The engine stumbled/, undefined, SLOW)).toBeInTheDocument();
    expect(await screen.findByText("No credits left", undefined, SLOW)).toBeInTheDocument();
  });

  it("says what went wrong and tries again", async () => {
    const fake = reverie();
    fake.when("GET", /^\/jobs$/, () => refusal(500, "internal", { title: "We broke something" }));
    openApp("/home", fake, { signedIn: true });
    expect(await screen.findByText("We broke something", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });
});
