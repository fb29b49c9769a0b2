import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { usePlayWhenLookedAt } from "./play-when-looked-at";

const played: HTMLVideoElement[] = [];
const seen: ((entry: { isIntersecting: boolean }[]) => void)[] = [];
let hover = true;

beforeEach(() => {
  played.length = 0;
  seen.length = 0;
  hover = true;
  delete document.documentElement.dataset.motion;
  HTMLMediaElement.prototype.play = function play(this: HTMLVideoElement) {
    played.push(this);
    return Promise.resolve();
  };
  HTMLMediaElement.prototype.pause = function pause(this: HTMLVideoElement) {
    played.splice(played.indexOf(this), 1);
  };
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: query === "(hover: none)" && !hover }));
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(tell: (typeof seen)[number]) {
        seen.push(tell);
      }
      observe() {}
      disconnect() {}
    },
  );
});

function Film({ name }: { name: string }) {
  const { video, start, stop } = usePlayWhenLookedAt(true);
  return <video ref={video} data-testid={name} onPointerEnter={start} onPointerLeave={stop} />;
}

it("plays what is pointed at while it is pointed at", async () => {
  render(<Film name="a" />);
  await userEvent.hover(screen.getByTestId("a"));
  expect(played).toEqual([screen.getByTestId("a")]);
  await userEvent.unhover(screen.getByTestId("a"));
  expect(played).toEqual([]);
});

it("plays one film where nothing points, the one in view, and stops it out of view", () => {
  hover = false;
  render(["a", "b"].map((name) => <Film key={name} name={name} />));
  act(() => seen.forEach((tell) => tell([{ isIntersecting: true }])));
  expect(played).toEqual([screen.getByTestId("a")]);
  act(() => seen[0]?.([{ isIntersecting: false }]));
  expect(played).toEqual([]);
});

it("leaves everything still for people who want less motion", async () => {
  document.documentElement.dataset.motion = "less";
  render(<Film name="a" />);
  await userEvent.hover(screen.getByTestId("a"));
  expect(played).toEqual([]);
});
