import { act, createEvent, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import { done, failed, fakeReverie, job, picture, refusal, type FakeReverie } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));

const photo = () => new File([new Uint8Array(10)], "anna.jpg", { type: "image/jpeg" });
const SLOW = { timeout: 4000 };

async function bringPhoto(): Promise<void> {
  await userEvent.upload(await screen.findByLabelText("Choose a photo", undefined, SLOW), photo());
}

const makeIt = () => screen.findByRole("button", { name: "Make it, 1 credit" }, SLOW);

async function ready(): Promise<HTMLElement> {
  const button = await makeIt();
  await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled", "true"), SLOW);
  await screen.findByText("Understood", undefined, SLOW);
  return button;
}

/** The stage says what happens otherwise: that stands nowhere else. */
const started = () => screen.findByText(/If it can't start by then/, undefined, SLOW);

function person(more: Parameters<typeof fakeReverie>[0] = {}): FakeReverie {
  return fakeReverie({ signedIn: true, ...more });
}

describe("a guest in the studio", () => {
  it("sees suggestions and a preview for nothing, and is asked in only at the price", async () => {
    const fake = fakeReverie();
    openApp("/create", fake);
    await bringPhoto();
    const chip = await screen.findByRole("button", { name: "Slow push-in" }, SLOW);
    expect(chip).toHaveAttribute("aria-pressed", "true");
    expect(await screen.findByText("preview · local", undefined, SLOW)).toBeInTheDocument();
    const button = await ready();
    expect(screen.getByText(/2 free credits when you join/)).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await userEvent.click(button);
    expect(await screen.findByRole("dialog", { name: "Keep it: Telegram or e-mail" })).toBeInTheDocument();
    expect(fake.count("POST", /^\/jobs$/)).toBe(0);
    await userEvent.keyboard("{Escape}");
  });

  it("goes on by itself after signing in, at the price that was shown", async () => {
    const fake = fakeReverie();
    openApp("/create", fake);
    await bringPhoto();
    await userEvent.click(await ready());
    const sheet = within(await screen.findByRole("dialog"));
    await userEvent.type(await sheet.findByLabelText("E-mail", undefined, SLOW), "anna@example.org");
    await userEvent.type(sheet.getByLabelText("Password"), "a long sentence");
    await userEvent.click(sheet.getByRole("button", { name: "Create an account" }));
    await started();
    expect(fake.bodies("POST", /^\/jobs$/)).toEqual([
      { model: "local/photo-motion", maxCredits: 1, inputs: expect.objectContaining({ photo: "photo-1", seconds: 5 }) },
    ]);
  });

  it("starts one film when the answer after signing in is lost: the very same goes out again", async () => {
    const fake = fakeReverie();
    let tries = 0;
    fake.when("POST", /^\/jobs$/, () => {
      if (tries++ === 0) throw new TypeError("no network");
      return undefined;
    });
    openApp("/create", fake);
    await bringPhoto();
    await userEvent.click(await ready());
    const sheet = within(await screen.findByRole("dialog"));
    await userEvent.type(await sheet.findByLabelText("E-mail", undefined, SLOW), "anna@example.org");
    await userEvent.type(sheet.getByLabelText("Password"), "a long sentence");
    await userEvent.click(sheet.getByRole("button", { name: "Create an account" }));
    const trouble = within(await screen.findByRole("alert", undefined, SLOW));
    await makeIt();
    await userEvent.click(trouble.getByRole("button", { name: "Try again" }));
    await started();
    const [first, second, ...more] = fake.asked.filter((one) => one.method === "POST" && one.path === "/jobs");
    expect(more).toEqual([]);
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers.get("Idempotency-Key")).toBe(first?.headers.get("Idempotency-Key"));
  });

  it("is asked again after a reload in the middle of signing in, and loses nothing", async () => {
    const fake = fakeReverie();
    const first = openApp("/create", fake);
    await bringPhoto();
    await userEvent.click(await ready());
    await screen.findByRole("dialog");
    await first.close();
    openApp("/create", fake, { places: first.places });
    expect(await screen.findByRole("dialog", { name: "Keep it: Telegram or e-mail" }, SLOW)).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    expect(await screen.findByDisplayValue("slow push-in", undefined, SLOW)).toBeInTheDocument();
    expect(fake.count("POST", /^\/jobs$/)).toBe(0);
  });

  it("finds a door instead of a film that belongs to somebody", async () => {
    openApp("/create/video?job=one", fakeReverie());
    expect(await screen.findByRole("button", { name: "Come in" }, SLOW)).toBeInTheDocument();
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
  });

  it("does not start anything when the sheet is closed", async () => {
    const fake = fakeReverie();
    const app = openApp("/create", fake);
    await bringPhoto();
    await userEvent.click(await ready());
    await screen.findByRole("dialog");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(app.store.getState().generation.intent).toBeUndefined());
    expect(fake.count("POST", /^\/jobs$/)).toBe(0);
  });
});

describe("a film", () => {
  it("goes from the price to the player, live", async () => {
    const fake = person();
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    const button = await ready();
    expect(screen.getByText(/2 available/)).toBeInTheDocument();
    await userEvent.click(button);
    await started();
    expect(screen.getByText("In line")).toBeInTheDocument();
    const made = fake.state.jobs[0]!;
    app.live.job({ ...made, state: "running", progress: 0.5, etaSeconds: 3 }, 11);
    expect((await screen.findAllByText("3 s left", undefined, SLOW)).length).toBeGreaterThan(0);
    expect(screen.getAllByRole("progressbar")[0]).toHaveAttribute("aria-valuenow", "50");
    app.live.job(done(made.id, { inputs: undefined, understood: ["slow"], notUsed: ["dance"] }), 12);
    expect(await screen.findByRole("group", { name: /^Film: / })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Make another, 1 credit" })).toBeInTheDocument();
    expect(screen.getByText("Not used")).toBeInTheDocument();
    for (const link of screen.getAllByRole("link", { name: "Download" })) {
      expect(link).toHaveAttribute("href", `/media/film-${made.id}?download=1`);
    }
  });

  it("is still there after a reload in the middle", async () => {
    const fake = person();
    fake.state.jobs = [job("one", { state: "running", progress: 0.3, startedAt: "2026-11-21T10:00:00Z" })];
    openApp("/create/video?job=one", fake, { signedIn: true });
    expect(await screen.findByText("30%", undefined, SLOW)).toBeInTheDocument();
  });

  it("can be stopped while it runs", async () => {
    const fake = person();
    fake.state.jobs = [job("one", { state: "running", progress: 0.3 })];
    openApp("/create/video?job=one", fake, { signedIn: true });
    await userEvent.click(await screen.findByRole("button", { name: "Stop" }, SLOW));
    expect((await screen.findAllByText("Stopped", undefined, SLOW)).length).toBeGreaterThan(0);
    expect(screen.getByText("1 credit is back.")).toBeInTheDocument();
  });

  it("that failed says what happened, what came back, and keeps the inputs for one way on", async () => {
    const fake = person();
    fake.state.jobs = [failed("one", "engine_died")];
    openApp("/create/video?job=one", fake, { signedIn: true });
    const card = within(await screen.findByRole("alert", undefined, SLOW));
    expect(card.getByText("The engine stumbled.")).toBeInTheDocument();
    expect(card.getByText("1 credit is back.")).toBeInTheDocument();
    await userEvent.click(card.getByRole("button", { name: /Try again/ }));
    await started();
    expect(fake.state.jobs[0]?.inputs).toMatchObject({ photo: "photo-1", idea: "idea of one" });
  });

  it("that failed because of its photo asks for another photo instead", async () => {
    const fake = person();
    fake.state.jobs = [failed("one", "too_dark")];
    openApp("/create/video?job=one", fake, { signedIn: true });
    const card = within(await screen.findByRole("alert", undefined, SLOW));
    await userEvent.click(card.getByRole("button", { name: "Another photo" }));
    expect(await screen.findByLabelText("Choose a photo")).toBeInTheDocument();
  });

  it("is deleted with a way back", async () => {
    const fake = person();
    fake.state.jobs = [done("one")];
    openApp("/create/video?job=one", fake, { signedIn: true });
    await userEvent.click(await screen.findByRole("button", { name: "Delete" }, SLOW));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }, SLOW));
    await waitFor(() => expect(fake.state.jobs).toHaveLength(1));
  });

  it("that was deleted in another tab is not shown any more, until that is taken back", async () => {
    const fake = person();
    fake.state.jobs = [done("one")];
    const app = openApp("/create/video?job=one", fake, { signedIn: true });
    await screen.findByRole("button", { name: "Delete" }, SLOW);
    fake.state.jobs = [];
    app.live.gone("one", 21);
    expect(await screen.findByText("Refused: not_found", undefined, SLOW)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
    fake.state.jobs = [done("one")];
    app.live.job(done("one"), 22);
    expect(await screen.findByRole("button", { name: "Delete" }, SLOW)).toBeInTheDocument();
  });

  it("can be changed: its inputs are in the form again", async () => {
    const fake = person();
    fake.state.jobs = [done("one", { inputs: { photo: "photo-7", idea: "old gate", seconds: 8 } })];
    const app = openApp("/create/video?job=one", fake, { signedIn: true });
    await userEvent.click(await screen.findByRole("button", { name: "Change" }, SLOW));
    expect(await screen.findByDisplayValue("old gate")).toBeInTheDocument();
    expect(app.store.getState().generation.draft.inputs).toMatchObject({ photo: "photo-7", seconds: 8 });
  });
});

describe("what can go wrong before", () => {
  it("a photo that can't be used is refused in the server's words, and nothing can be paid", async () => {
    const fake = person();
    fake.when("POST", /^\/looks$/, () => refusal(422, "too_dark", { title: "Too dark", remedy: "Try more light." }));
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    expect(await screen.findByText("Too dark", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText("Try more light.")).toBeInTheDocument();
    const button = await makeIt();
    expect(button).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(button);
    expect(fake.count("POST", /^\/jobs$/)).toBe(0);
  });

  it("an upload that is refused says so and takes another", async () => {
    const fake = person();
    let tries = 0;
    fake.when("POST", /^\/media$/, () => (tries++ === 0 ? refusal(415, "unsupported_type") : undefined));
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    expect(await screen.findByText("Refused: unsupported_type", undefined, SLOW)).toBeInTheDocument();
    await bringPhoto();
    expect(await screen.findByRole("button", { name: "Slow push-in" }, SLOW)).toBeInTheDocument();
  });

  it("too few credits: an honest word instead of a dead button", async () => {
    const fake = person({ credits: 0 });
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    expect(await screen.findByText("1 credit short.", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "See the wallet" })).toHaveAttribute("href", "/wallet");
    expect(screen.queryByRole("button", { name: /Make it/ })).not.toBeInTheDocument();
    fake.state.wallet.balance = 5;
    app.live.wallet({ balance: 5, held: 0, available: 5 });
    expect(await makeIt()).toBeInTheDocument();
  });

  it("too few credits because a film is being made: says what is held and that it may come back", async () => {
    const fake = person({ credits: 1 });
    fake.state.wallet.held = 1;
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    const words = await screen.findByText("1 credit short.", undefined, SLOW);
    expect(words.parentElement).toHaveTextContent("1 credit is held for what is being made right now; what fails");
  });

  it("a lost connection: the same press under the same key, so that nothing is paid twice", async () => {
    const fake = person();
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    const button = await ready();
    fake.state.offline = true;
    await userEvent.click(button);
    const trouble = within(await screen.findByRole("alert", undefined, SLOW));
    expect(trouble.getByText("No connection")).toBeInTheDocument();
    fake.state.offline = false;
    await userEvent.click(trouble.getByRole("button", { name: "Try again" }));
    await started();
    const keys = fake.asked
      .filter((one) => one.method === "POST" && one.path === "/jobs")
      .map((one) => one.headers.get("Idempotency-Key"));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it("a refusal goes away when the words it was about are changed", async () => {
    const fake = person();
    fake.when("POST", /^\/jobs$/, () => refusal(422, "not_allowed"));
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await userEvent.click(await ready());
    expect(await screen.findByText("Refused: not_allowed", undefined, SLOW)).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText("What should happen"), "!");
    expect(screen.queryByText("Refused: not_allowed")).not.toBeInTheDocument();
  });

  it("a photo of another account makes room for a new one", async () => {
    const fake = person();
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await ready();
    await app.close();
    fake.when("GET", /^\/media\//, () => refusal(404, "not_found"));
    openApp("/create", fake, { signedIn: true, places: app.places });
    expect(await screen.findByLabelText("Choose a photo", undefined, SLOW)).toBeInTheDocument();
  });
});

describe("another photo", () => {
  const next = (name: string, type: string) => new File([new Uint8Array(10)], name, { type });
  const dropped = (file: File) => {
    const event = createEvent.drop(document.body, { dataTransfer: { files: [file], types: ["Files"] } });
    fireEvent(document.body, event);
    return event;
  };
  const otherPhotos = (fake: FakeReverie) =>
    fake.when("POST", /^\/media$/, () => ({ status: 201, body: picture("photo-2") }));

  it("takes the place of the one on the stage only when it can be one", async () => {
    const fake = person();
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await screen.findByRole("button", { name: "Slow push-in" }, SLOW);
    otherPhotos(fake);
    const [stage] = screen.getAllByLabelText("Another photo");
    await userEvent.upload(stage!, next("notes.txt", "text/plain"), { applyAccept: false });
    expect(await screen.findByText(/notes.txt isn't a picture/)).toBeInTheDocument();
    expect(app.store.getState().generation.draft.inputs.photo).toBe("photo-1");
    await userEvent.upload(stage!, photo());
    await waitFor(() => expect(app.store.getState().generation.draft.inputs.photo).toBe("photo-2"), SLOW);
    expect(screen.queryByText(/notes.txt isn't a picture/)).not.toBeInTheDocument();
  });

  it("let go anywhere on the page comes in, and the browser stays", async () => {
    const fake = person();
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await screen.findByRole("button", { name: "Slow push-in" }, SLOW);
    otherPhotos(fake);
    expect(dropped(photo()).defaultPrevented).toBe(true);
    await waitFor(() => expect(app.store.getState().generation.draft.inputs.photo).toBe("photo-2"), SLOW);
  });

  it("pasted comes in, but not in the middle of sending one", async () => {
    const fake = person();
    const app = openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await screen.findByRole("button", { name: "Slow push-in" }, SLOW);
    let answer: (given: { status: number; body: unknown }) => void = () => undefined;
    fake.when("POST", /^\/media$/, () => new Promise((ready) => (answer = ready)));
    const clipboardData = { files: [photo()], types: ["Files"] };
    const paste = (): boolean => fireEvent.paste(document.body, { clipboardData });
    paste();
    await screen.findByText("Sending anna.jpg", undefined, SLOW);
    paste();
    await act(async () => answer({ status: 201, body: picture("photo-2") }));
    await waitFor(() => expect(app.store.getState().generation.draft.inputs.photo).toBe("photo-2"), SLOW);
    expect(fake.count("POST", /^\/media$/)).toBe(2);
  });
});

describe("the idea", () => {
  it("in better words is a change to take, and to undo", async () => {
    openApp("/create", person(), { signedIn: true });
    await bringPhoto();
    await ready();
    await userEvent.click(screen.getByRole("button", { name: "Enhance" }));
    expect((await screen.findByText(/warm light/)).closest("ins")).not.toBeNull();
    expect(screen.getByDisplayValue("slow push-in")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Take it" }));
    expect(screen.getByDisplayValue("slow push-in, warm light")).toBeInTheDocument();
    await userEvent.click(within(screen.getByRole("main")).getByRole("button", { name: "Undo" }));
    expect(screen.getByDisplayValue("slow push-in")).toBeInTheDocument();
  });

  it("is previewed anew when it has rested, and what is not used is said", async () => {
    const fake = person();
    openApp("/create", fake, { signedIn: true });
    await bringPhoto();
    await ready();
    await userEvent.type(screen.getByLabelText("What should happen"), ", dance");
    expect(await screen.findByText("Not used", undefined, SLOW)).toBeInTheDocument();
    expect(fake.bodies("POST", /^\/previews$/).map((body) => (body as { idea: string }).idea)).toEqual([
      "slow push-in",
      "slow push-in, dance",
    ]);
  });

  it("of the person stays when another photo comes", async () => {
    openApp("/create", person(), { signedIn: true });
    await userEvent.type(await screen.findByLabelText("What should happen", undefined, SLOW), "my own");
    await bringPhoto();
    await screen.findByRole("button", { name: "Soft snow" }, SLOW);
    expect(screen.getByDisplayValue("my own")).toBeInTheDocument();
  });
});

it("options come from the model's schema and change the price's inputs", async () => {
  const fake = person();
  openApp("/create", fake, { signedIn: true });
  await bringPhoto();
  await ready();
  await userEvent.click(screen.getByRole("button", { name: "All options" }));
  const slider = await screen.findByRole("slider", { name: "Seconds" });
  act(() => slider.focus());
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{Escape}");
  expect(await screen.findByText("7 s")).toBeInTheDocument();
  await waitFor(() => {
    const last = fake.bodies("POST", /^\/quotes$/).at(-1) as { inputs: object };
    expect(last.inputs).toMatchObject({ seconds: 7, photo: "photo-1" });
  }, SLOW);
});

it("what plays is the newest preview of this photo, not of the one before", async () => {
  const fake = person();
  fake.when("POST", /^\/previews$/, ({ body }) => ({
    body: {
      media: picture(`preview-of-${(body as { media: string }).media}`, "video"),
      understood: ["slow"],
      notUsed: [],
    },
  }));
  openApp("/create", fake, { signedIn: true });
  await bringPhoto();
  await ready();
  expect(document.querySelector("video")).toHaveAttribute("src", "/media/preview-of-photo-1");
});
