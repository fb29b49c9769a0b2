import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeReverie, refusal, type FakeReverie } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { grant } from "@/test/server";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));
beforeEach(() => void vi.stubGlobal("open", () => null));

const SLOW = { timeout: 4000 };

function withBot(options: Parameters<typeof fakeReverie>[0] = {}): FakeReverie {
  const fake = fakeReverie(options);
  const code = { code: "abc", expiresAt: "2099-01-01T00:00:00Z" };
  fake.when("GET", /^\/status$/, () => ({
    body: {
      version: "1",
      sandbox: true,
      welcomeCredits: 2,
      setupNeeded: false,
      bot: { username: "reverie_bot", link: "#bot" },
      localEngine: { available: true },
    },
  }));
  fake.when("POST", /^\/links$/, () => ({ status: 201, body: { ...code, deepLink: "#bot" } }));
  fake.when("GET", /^\/links\/abc$/, () => ({ body: { ...code, state: "verified", telegram: { name: "Anna" } } }));
  return fake;
}

describe("coming in by Telegram", () => {
  it("can be tried again when the last step was lost, with the same code", async () => {
    const fake = withBot();
    let tries = 0;
    fake.when("POST", /^\/links\/abc\/claim$/, () => (tries++ === 0 ? refusal(503, "busy") : { body: grant(2) }));
    const app = openApp("/signin", fake);
    await userEvent.click(await screen.findByRole("button", { name: /Telegram/ }, SLOW));
    expect(await screen.findByText("Refused: busy", undefined, SLOW)).toBeInTheDocument();
    expect(tries).toBe(1);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/home"), SLOW);
    expect(fake.count("POST", /^\/links$/)).toBe(1);
  });
});

describe("a link from outside", () => {
  const pages = [
    ["the mail's", "/verify-email?token=t", /^\/auth\/verify-email$/],
    ["the bot's", "/link/abc", /^\/links\/open$/],
  ] as const;
  it.each(pages)("%s is tried again by hand when the server was busy, and only then", async (_, page, call) => {
    const fake = fakeReverie();
    let tries = 0;
    fake.when("POST", call, () => (tries++ === 0 ? refusal(503, "busy") : refusal(410, "used_up")));
    openApp(page, fake);
    expect(await screen.findByText("Refused: busy", undefined, SLOW)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Refused: used_up", undefined, SLOW)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
    expect(tries).toBe(2);
  });
});

describe("the way to Telegram in the settings", () => {
  it("is offered where a bot runs", async () => {
    const fake = withBot({ signedIn: true });
    openApp("/settings", fake, { signedIn: true });
    expect(await screen.findByRole("link", { name: "Link Telegram" }, SLOW)).toHaveAttribute("href", "/link");
  });

  it("is not there where none runs", async () => {
    openApp("/settings", fakeReverie({ signedIn: true }), { signedIn: true });
    await screen.findByDisplayValue("Anna", undefined, SLOW);
    expect(screen.queryByRole("link", { name: "Link Telegram" })).not.toBeInTheDocument();
  });
});

it("an e-mail that was typed stays when it turns out that there is an account already", async () => {
  const app = openApp("/signup?next=/wallet", fakeReverie());
  await userEvent.type(await screen.findByLabelText("E-mail", undefined, SLOW), "anna@example.org");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("heading", { name: "Welcome back" }, SLOW)).toBeInTheDocument();
  expect(screen.getByLabelText("E-mail")).toHaveValue("anna@example.org");
  expect(app.router.state.location.search).toBe("?next=/wallet");
});
