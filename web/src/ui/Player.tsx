import { Download, Maximize, Pause, Play, Repeat, Volume2, VolumeX } from "lucide-react";
import { useEffect, useId, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { clock } from "@/lib/format";
import { motionReduced } from "@/lib/preferences";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface PlayerProps {
  src: string;
  poster?: string;
  title: string;
  /** Seconds, as far as the server knows before the file has loaded. */
  duration?: number;
  autoPlay?: boolean;
  downloadUrl?: string;
  /** Over the picture, top left: facts. */
  tags?: ReactNode;
  className?: string;
}

const STEP_SECONDS = 1;
const SPEEDS = [1, 1.5, 0.5] as const;

/** What browsers tell about sound, each in its own words, and iPhone's own way to the full screen. */
interface VideoOfBrowsers extends HTMLVideoElement {
  mozHasAudio?: boolean;
  webkitAudioDecodedByteCount?: number;
  audioTracks?: { length: number };
  webkitEnterFullscreen?: () => void;
}

function hasSound(video: VideoOfBrowsers): boolean {
  const tracks = video.audioTracks?.length ?? 0;
  return video.mozHasAudio === true || (video.webkitAudioDecodedByteCount ?? 0) > 0 || tracks > 0;
}

interface FilmState {
  playing: boolean;
  now: number;
  all: number;
  /** Whether there is anything to hear; many films are silent. */
  sound: boolean;
  muted: boolean;
  loop: boolean;
  rate: number;
  failed: boolean;
}

/** The film and what can be done with it, apart from how that looks. */
function useFilm(known: number) {
  const video = useRef<VideoOfBrowsers>(null);
  const [state, setState] = useState<FilmState>({
    playing: false,
    now: 0,
    all: known,
    sound: false,
    muted: true,
    loop: true,
    rate: 1,
    failed: false,
  });
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const read = (): void =>
      setState((old) => ({
        ...old,
        playing: !element.paused,
        now: element.currentTime,
        all: Number.isFinite(element.duration) && element.duration > 0 ? element.duration : old.all,
        sound: old.sound || hasSound(element),
        muted: element.muted,
        rate: element.playbackRate,
      }));
    const fail = (): void => setState((old) => ({ ...old, failed: true, playing: false }));
    const kinds = ["play", "pause", "timeupdate", "loadedmetadata", "volumechange", "ratechange", "seeked"] as const;
    for (const kind of kinds) element.addEventListener(kind, read);
    element.addEventListener("error", fail);
    return () => {
      for (const kind of kinds) element.removeEventListener(kind, read);
      element.removeEventListener("error", fail);
    };
  }, []);
  const act = {
    toggle: () => {
      const element = video.current;
      if (!element) return;
      if (element.paused) element.play().catch(() => setState((old) => ({ ...old, playing: false })));
      else element.pause();
    },
    seek: (to: number) => {
      if (video.current) video.current.currentTime = Math.min(state.all, Math.max(0, to));
    },
    mute: () => {
      if (video.current) video.current.muted = !video.current.muted;
    },
    loop: () => setState((old) => ({ ...old, loop: !old.loop })),
    speed: () => {
      const next = SPEEDS[(SPEEDS.indexOf(state.rate as (typeof SPEEDS)[number]) + 1) % SPEEDS.length] ?? 1;
      if (video.current) video.current.playbackRate = next;
    },
  };
  return { video, state, act };
}

function Film({ src, poster, title, duration = 0, autoPlay, downloadUrl, tags, className }: PlayerProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { video, state, act } = useFilm(duration);
  const sliderId = useId();
  const full = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (frame.current?.requestFullscreen) void frame.current.requestFullscreen();
    else video.current?.webkitEnterFullscreen?.();
  };
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    // With these it is the browser's.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target instanceof HTMLButtonElement || event.target instanceof HTMLInputElement;
    if (event.key === " " && !onControl) act.toggle();
    else if (event.key === "ArrowLeft" && !onControl) act.seek(state.now - STEP_SECONDS);
    else if (event.key === "ArrowRight" && !onControl) act.seek(state.now + STEP_SECONDS);
    else if (event.key === "f") full();
    else if (event.key === "m" && state.sound) act.mute();
    else return;
    event.preventDefault();
  };
  const position = t("player.position", { now: clock(state.now), all: clock(state.all) });
  const fill = { "--fill": `${state.all ? (state.now / state.all) * 100 : 0}%` } as CSSProperties;
  const small = "bg-bg/66 border-line";
  return (
    <div
      ref={frame}
      role="group"
      aria-label={t("player.label", { title })}
      onKeyDown={keys}
      className={cx("group/player relative overflow-hidden rounded-card bg-s1 ring-1 ring-line2", className)}
    >
      {poster && (
        <img
          aria-hidden
          src={poster}
          alt=""
          className="absolute inset-0 h-full w-full scale-110 object-cover opacity-35 blur-2xl"
        />
      )}
      <video
        ref={video}
        src={src}
        poster={poster}
        muted
        playsInline
        loop={state.loop}
        autoPlay={autoPlay && !motionReduced()}
        preload="metadata"
        tabIndex={0}
        aria-label={title}
        onClick={act.toggle}
        className="relative h-full w-full object-contain"
      />
      {tags && (
        <div className={cx("pointer-events-none absolute start-4 top-4 flex flex-wrap gap-2", downloadUrl && "end-16")}>
          {tags}
        </div>
      )}
      {downloadUrl && (
        <a
          href={downloadUrl}
          download
          aria-label={common("action.download")}
          className="hit absolute end-4 top-4 grid size-9 place-items-center rounded-[10px] border border-line2
            bg-bg/66 text-tx"
        >
          <Icon of={Download} />
        </a>
      )}
      {state.failed && (
        <p role="alert" className="absolute inset-0 grid place-items-center bg-bg/80 p-6 text-center">
          {t("player.failed")}
        </p>
      )}
      <div className="absolute inset-x-0 bottom-0 flex items-center gap-3 bg-linear-to-t from-bg/85
        to-transparent px-4 pt-8 pb-[14px]">
        <button
          type="button"
          onClick={act.toggle}
          aria-label={t(state.playing ? "player.pause" : "player.play")}
          className="hit grid size-10 shrink-0 place-items-center rounded-full bg-tx text-bg"
        >
          <Icon of={state.playing ? Pause : Play} />
        </button>
        <span className="mono whitespace-nowrap" aria-hidden>
          {clock(state.now)} / {clock(state.all)}
        </span>
        <input
          id={sliderId}
          type="range"
          min={0}
          max={state.all || 1}
          step={0.05}
          value={Math.min(state.now, state.all || 1)}
          aria-label={t("player.seek")}
          aria-valuetext={position}
          style={fill}
          onChange={(e) => act.seek(Number(e.target.value))}
          className="min-w-0 flex-1 [--accent:var(--color-tx)]"
        />
        <Button
          icon
          size="small"
          kind="ghost"
          className={cx(small, "max-tablet:hidden")}
          onClick={act.speed}
          aria-label={t("player.speed", { rate: state.rate })}
        >
          <span className="mono">{state.rate}×</span>
        </Button>
        <Button
          icon
          size="small"
          kind="ghost"
          className={cx(small, "max-tablet:hidden", state.loop && "text-cyan-text")}
          aria-pressed={state.loop}
          onClick={act.loop}
          aria-label={t("player.loop")}
        >
          <Icon of={Repeat} size={17} />
        </Button>
        {state.sound && (
          <Button
            icon
            size="small"
            kind="ghost"
            className={small}
            onClick={act.mute}
            aria-label={t(state.muted ? "player.unmute" : "player.mute")}
          >
            <Icon of={state.muted ? VolumeX : Volume2} />
          </Button>
        )}
        <Button icon size="small" kind="ghost" className={small} onClick={full} aria-label={t("player.full")}>
          <Icon of={Maximize} size={17} />
        </Button>
      </div>
    </div>
  );
}

/** A film with our own controls. Space plays, arrows seek, f is full screen, m is sound. */
export function Player(props: PlayerProps) {
  return <Film key={props.src} {...props} />;
}
