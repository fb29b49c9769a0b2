import { render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { beforeAll, expect, it } from "vitest";
import { routes } from "@/app/routes";
import { speak } from "./words";

beforeAll(() => speak("en"));

it("an unknown address leads to a page with a way out", async () => {
  render(<RouterProvider router={createMemoryRouter(routes, { initialEntries: ["/nowhere"] })} />);
  expect(await screen.findByRole("heading", { level: 1, name: "This street ends here." })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Home" })).toHaveAttribute("href", "/");
  expect(screen.getByRole("link", { name: "Skip to the content" })).toHaveAttribute("href", "#content");
});

it("the page of components opens in the shell, with one main and one first heading", async () => {
  render(<RouterProvider router={createMemoryRouter(routes, { initialEntries: ["/ui"] })} />);
  expect(await screen.findByRole("heading", { level: 1, name: "Components" }, { timeout: 10_000 })).toBeInTheDocument();
  expect(screen.getAllByRole("main")).toHaveLength(1);
});
