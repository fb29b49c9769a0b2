import { render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeAll, expect, it, vi } from "vitest";
import { speak } from "@/test/words";
import { routes } from "./routes";

beforeAll(() => speak("en"));

// Without a network nothing comes that was not fetched before: neither the page nor the picture of the page for faults.
const { never } = vi.hoisted(() => ({
  never: () => {
    throw new TypeError("Failed to fetch dynamically imported module");
  },
}));
vi.mock("@/features/help/pages/Help", never);
vi.mock("@/ui/Heroine", never);

it("a page whose code never came says that the line is quiet, though its picture never comes either", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  render(<RouterProvider router={createMemoryRouter(routes, { initialEntries: ["/help"] })} />);
  expect(await screen.findByRole("heading", { name: "The line is quiet" }, { timeout: 4000 })).toBeInTheDocument();
  await vi.dynamicImportSettled();
  expect(screen.getByRole("heading", { name: "The line is quiet" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});
