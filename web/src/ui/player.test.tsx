import { fireEvent, render, screen } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";
import { speak } from "@/test/words";
import { Player } from "./Player";

beforeAll(() => speak("en"));

function open(more: object = {}) {
  render(<Player src="/media/film" title="Rain" downloadUrl="/media/film?download=1" />);
  const video = screen.getByLabelText<HTMLVideoElement>("Rain");
  Object.assign(video, more);
  fireEvent(video, new Event("loadedmetadata"));
  return video;
}

it("offers sound only where there is something to hear", () => {
  const video = open();
  expect(screen.queryByRole("button", { name: "Sound on" })).not.toBeInTheDocument();
  fireEvent.keyDown(video, { key: "m" });
  expect(video.muted).toBe(true);
  Object.assign(video, { webkitAudioDecodedByteCount: 900 });
  fireEvent(video, new Event("timeupdate"));
  expect(screen.getByRole("button", { name: "Sound on" })).toBeInTheDocument();
  fireEvent.keyDown(video, { key: "m" });
  expect(video.muted).toBe(false);
});

it("fills the screen the way an iPhone can, where the frame itself can't", () => {
  const webkitEnterFullscreen = vi.fn();
  open({ webkitEnterFullscreen });
  fireEvent.click(screen.getByRole("button", { name: "Full screen" }));
  expect(webkitEnterFullscreen).toHaveBeenCalledOnce();
});

it("leaves the browser's own keys to the browser", () => {
  const webkitEnterFullscreen = vi.fn();
  const video = open({ webkitEnterFullscreen });
  for (const held of ["ctrlKey", "metaKey", "altKey"]) {
    expect(fireEvent.keyDown(video, { key: "f", [held]: true })).toBe(true);
  }
  expect(webkitEnterFullscreen).not.toHaveBeenCalled();
  fireEvent.keyDown(video, { key: "f" });
  expect(webkitEnterFullscreen).toHaveBeenCalledOnce();
});
