import { EyeOff, Film, Sparkles } from "lucide-react";
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
  onOpen?: () => void;
  className?: string;
}

/** A picture or film in a grid: plays muted while it is looked at. */
export function MediaTile({ media, title, by, local, sensitive, selected, onOpen, className }: MediaTileProps) {
  const { t } = useTranslation("ui");
  const [hidden, setHidden] = useState(sensitive ?? false);
  const [broken, setBroken] = useState(false);
  const { video, start, stop } = usePlayWhenLookedAt(media.kind === "video");
  const poster = media.posterUrl ?? media.thumbUrl;
  const fill = cx("h-full w-full object-cover", hidden && "scale-110 blur-2xl");
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
    "relative block w-full overflow-hidden rounded-tile bg-s2 text-start",
    selected && "ring-2 ring-cyan shadow-selected",
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
      <span className="absolute start-[6px] bottom-[6px] flex flex-wrap gap-1">
        {media.duration !== undefined && (
          <Tag>
            <Icon of={Film} size={12} />
            {clock(media.duration)}
          </Tag>
        )}
        {local && (
          <Tag tone="cyan">
            <Icon of={Sparkles} size={12} />
            {t("model.local")}
          </Tag>
        )}
      </span>
      {broken && <span className="absolute inset-x-2 top-2 text-tiny text-tx2">{t("media.broken")}</span>}
    </button>
  );
}
