import { EyeOff, Play, Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Media } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { clock } from "@/lib/format";
import { Art } from "./Art";
import { Button } from "./Button";
import { Tag } from "./Chip";
import { Icon } from "./Icon";
import { usePlayWhenLookedAt } from "./play-when-looked-at";

interface MediaTileProps {
  media: Media;
  title: string;
  by?: string;
  /** Made by the server itself, not by an outside model. */
  local?: boolean;
  sensitive?: boolean;
  selected?: boolean;
  /** The title stands on the picture. */
  named?: boolean;
  onOpen?: () => void;
  className?: string;
}

/** A picture or film in a grid: plays muted while it is looked at. */
export function MediaTile(props: MediaTileProps) {
  const { media, title, by, local, sensitive, selected, named, onOpen, className } = props;
  const { t } = useTranslation("ui");
  const [hidden, setHidden] = useState(sensitive ?? false);
  const [broken, setBroken] = useState(false);
  const { video, start, stop } = usePlayWhenLookedAt(media.kind === "video");
  const poster = media.posterUrl ?? media.thumbUrl;
  const fill = cx("h-full w-full object-cover object-[50%_28%]", hidden && "scale-110 blur-2xl");
  const picture = broken ? (
    <Art picture={{ what: "cover", id: media.id }} className="h-full w-full" />
  ) : media.kind === "video" ? (
    <video
      ref={video}
      src={media.url}
      poster={poster}
      muted
      loop
      playsInline
      preload="none"
      onError={() => setBroken(true)}
      aria-hidden
      tabIndex={-1}
      className={fill}
    />
  ) : (
    <img src={poster ?? media.url} alt="" loading="lazy" onError={() => setBroken(true)} className={fill} />
  );
  const look = cx(
    "group/tile relative block w-full overflow-hidden rounded-tile bg-s2 text-start",
    "transition-shadow duration-[var(--time-base)]",
    selected ? "ring-2 ring-cyan shadow-selected" : "ring-1 ring-line hover:ring-cyan/60",
    className,
  );
  if (hidden) {
    return (
      <div className={look}>
        {picture}
        <div className="absolute inset-0 grid place-content-center justify-items-center gap-2 bg-bg/60 p-3
          text-center text-tiny text-tx2">
          <Icon of={EyeOff} />
          <p>{t("media.sensitive")}</p>
          <Button size="small" onClick={() => setHidden(false)}>
            {t("media.reveal")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      onPointerEnter={start}
      onPointerLeave={stop}
      onFocus={start}
      onBlur={stop}
      aria-label={by ? `${title}, ${t("media.by", { name: by })}` : title}
      className={look}
    >
      {picture}
      <span className="absolute inset-x-[7px] top-[7px] flex flex-wrap justify-end gap-1">
        {local && (
          <Tag tone="cyan" className="me-auto">
            <Icon of={Sparkles} size={12} />
            {t("model.local")}
          </Tag>
        )}
        {media.duration !== undefined && (
          <Tag>
            <Icon of={Play} size={11} />
            {clock(media.duration)}
          </Tag>
        )}
      </span>
      {named && (
        <span
          aria-hidden
          className="absolute inset-x-0 bottom-0 truncate bg-linear-to-t from-bg/90 to-transparent px-3 pt-9 pb-[10px]
            text-small font-medium text-tx"
        >
          {title}
        </span>
      )}
      {broken && <span className="absolute inset-x-2 top-9 text-tiny text-tx2">{t("media.broken")}</span>}
    </button>
  );
}
