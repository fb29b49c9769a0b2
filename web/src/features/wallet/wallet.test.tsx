import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, describe, expect, it } from "vitest";
import type { LedgerEntry } from "@reverie/api/generated";
import { done, fakeReverie, job, refusal } from "@/test/fake-reverie";
import { openApp } from "@/test/open-app";
import { speak } from "@/test/words";

beforeAll(() => speak("en"));

const SLOW = { timeout: 4000 };
const entry = (kind: LedgerEntry["kind"], credits: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: `${kind}-${more.job ?? ""}${more.reason ?? ""}`,
  kind,
  credits,
  balanceAfter: 2,
  heldAfter: 0,
  at: "2026-11-21T10:00:00Z",
  ...more,
});

describe("the wallet", () => {
  it("shows balance, held and available, and says every entry in plain words", async () => {
    const fake = fakeReverie({ signedIn: true, credits: 10 });
    fake.state.wallet.held = 1;
    fake.state.jobs = [job("going"), done("over")];
    fake.state.entries = [
      entry("hold", -1, { job: "going" }),
      entry("charge", -1, { job: "over" }),
      entry("adjustment", 5, { reason: "Sorry for the outage" }),
      entry("grant", 2, { reason: "welcome" }),
    ];
    const app = openApp("/wallet", fake, { signedIn: true });
    expect(await screen.findByText("Idea of going", undefined, SLOW)).toBeInTheDocument();
    expect(screen.getByText(/held for 1 running job/)).toHaveTextContent("1 held for 1 running job");
    expect(screen.getByText("balance", { exact: false, selector: "span" })).toHaveTextContent("10 balance");
    expect(screen.getByText("Sorry for the outage", { exact: false })).toBeInTheDocument();
    expect(screen.getByText("Credits for you")).toBeInTheDocument();
    expect(screen.getAllByText("+5").length).toBeGreaterThan(0);
    expect(screen.queryByText(/top up/i)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /Idea of over/ }));
    await waitFor(() => expect(app.router.state.location.pathname).toBe("/jobs/over"));
  });

  it("filters the entries by kind", async () => {
    const fake = fakeReverie({ signedIn: true });
    fake.state.entries = [entry("hold", -1), entry("grant", 2)];
    openApp("/wallet", fake, { signedIn: true });
    expect(await screen.findByText("Set aside", undefined, SLOW)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Granted" }));
    await waitFor(() => expect(screen.queryByText("Set aside")).not.toBeInTheDocument());
    expect(await screen.findByText("Credits for you")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Expired" }));
    expect(await screen.findByText("No entries of this kind.")).toBeInTheDocument();
  });

  it("moves with the money, live", async () => {
    const fake = fakeReverie({ signedIn: true, credits: 2 });
    const app = openApp("/wallet", fake, { signedIn: true });
    expect(await screen.findByText("Nothing has moved yet", { exact: false }, SLOW)).toBeInTheDocument();
    app.live.wallet({ balance: 7, held: 2, available: 5 });
    expect(await screen.findByRole("button", { name: "5 credits ready to spend" })).toBeInTheDocument();
    expect(screen.getByText("7", { selector: "b" })).toBeInTheDocument();
  });

  it("says what went wrong, for the balance and for the entries", async () => {
    const fake = fakeReverie({ signedIn: true });
    fake.when("GET", /^\/wallet/, () => refusal(500, "internal", { title: "We broke something" }));
    openApp("/wallet", fake, { signedIn: true });
    await waitFor(() => expect(screen.getAllByText("We broke something")).toHaveLength(2), SLOW);
  });
});
