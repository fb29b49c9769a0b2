import { useEffect, useRef, type RefObject } from "react";
import { motionReduced } from "@/lib/preferences";

/** At most this many films play at once; a phone shows one. */
const PLAYING_MAX = 3;
const PART_IN_VIEW = 0.6;
const playing = new Set<HTMLVideoElement>();

/** People who save data see stills. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function fingers(): boolean {
  return matchMedia("(hover: none)").matches;
}

interface Looked {
  video: RefObject<HTMLVideoElement | null>;
  start: () => void;
  stop: () => void;
}

/** Plays a muted film while it is pointed at, or, where nothing points, while most of it is in view. */
export function usePlayWhenLookedAt(film: boolean): Looked {
  const video = useRef<HTMLVideoElement>(null);
  const stop = (): void => {
    const element = video.current;
    if (!element || !playing.delete(element)) return;
    element.pause();
    element.currentTime = 0;
  };
  const start = (): void => {
    const element = video.current;
    const most = fingers() ? 1 : PLAYING_MAX;
    if (!element || !film || motionReduced() || savesData() || playing.size >= most) return;
    playing.add(element);
    element.play().catch(() => playing.delete(element));
  };
  const acts = useRef({ start, stop });
  useEffect(() => {
    acts.current = { start, stop };
  });
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const seen =
      film && "IntersectionObserver" in globalThis && fingers()
        ? new IntersectionObserver(
            ([entry]) => (entry?.isIntersecting ? acts.current.start() : acts.current.stop()),
            { threshold: PART_IN_VIEW },
          )
        : undefined;
    seen?.observe(element);
    return () => {
      seen?.disconnect();
      playing.delete(element);
    };
  }, [film]);
  return { video, start, stop };
}
