import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { startTexts } from "@/lib/texts";
import { takePhoto } from "@/lib/pending-photo";
import Landing from "./pages/Landing";

beforeAll(startTexts);
beforeEach(() => void takePhoto());

function open(status: object, prices: number[] = []) {
  const items = prices.map((credits) => ({ credits }));
  vi.stubGlobal("fetch", (address: string) =>
    Promise.resolve(Response.json(address.includes("/models") ? { items } : status)),
  );
  const router = createMemoryRouter(
    [
      { path: "/", element: <Landing /> },
      { path: "/create", element: <h1>Studio</h1> },
    ],
    { initialEntries: ["/"] },
  );
  render(<RouterProvider router={router} />);
}

const bot = { username: "reverie_bot", link: "https://t.me/reverie_bot" };

it("opens the picker at one tap and takes the photo along to the studio", async () => {
  open({ version: "1", bot, welcomeCredits: 2 });
  const photo = new File([new Uint8Array(9000)], "anna.jpg", { type: "image/jpeg" });
  await userEvent.upload(await screen.findByLabelText("Animate a photo"), photo);
  expect(await screen.findByRole("heading", { name: "Studio" })).toBeInTheDocument();
  expect(takePhoto()?.name).toBe("anna.jpg");
});

it("offers Telegram and free credits only where the host has them", async () => {
  open({ version: "1", bot, welcomeCredits: 2 });
  expect(await screen.findByRole("link", { name: "Start in Telegram" })).toHaveAttribute("href", bot.link);
  expect(screen.getByText("2 free credits")).toBeInTheDocument();
  expect(screen.getByText("Telegram bot")).toBeInTheDocument();
});

it("says nothing of Telegram on a host without a bot", async () => {
  open({ version: "1", welcomeCredits: 0 });
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Your photo moves.");
  expect(screen.queryByText(/Telegram/)).not.toBeInTheDocument();
  expect(screen.queryByText(/free credits/)).not.toBeInTheDocument();
});

it("names the price of this host, and none where it is not one price", async () => {
  open({ version: "1" }, [3]);
  expect(await screen.findByText(/^3 credits for a film\./)).toBeInTheDocument();
  cleanup();
  open({ version: "1" }, [1, 3]);
  expect(await screen.findByText(/^The price stands on the button/)).toBeInTheDocument();
  expect(screen.queryByText(/for a film\./)).not.toBeInTheDocument();
});

it("takes a photo that is let go anywhere on the page", async () => {
  open({ version: "1" });
  const photo = new File([new Uint8Array(9000)], "anna.jpg", { type: "image/jpeg" });
  const heading = await screen.findByRole("heading", { level: 1 });
  fireEvent.drop(heading, { dataTransfer: { files: [photo], types: ["Files"] } });
  expect(await screen.findByRole("heading", { name: "Studio" })).toBeInTheDocument();
  expect(takePhoto()?.name).toBe("anna.jpg");
});
