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

function withBot(): FakeReverie {
  const fake = fakeReverie();
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
