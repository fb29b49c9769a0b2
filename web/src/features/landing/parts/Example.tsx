import { ArrowRight, Play } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { motionReduced } from "@/lib/preferences";
import { Tag } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";

const PICTURE = "h-[118px] w-full rounded-tile object-cover max-desktop:h-[min(52vw,240px)]";

/** A real photo and the film that the local engine made of it. Under it runs where the film is. */
export function Example() {
  const { t } = useTranslation("landing");
  const bar = useRef<HTMLElement>(null);
  const still = motionReduced();
  return (
    <figure className="glass w-[326px] p-[14px] max-desktop:w-full">
      <figcaption className="mb-3 flex items-center gap-3">
        <span className="label flex-1">{t("example.label")}</span>
        <Tag tone="cyan">{t("example.engine")}</Tag>
      </figcaption>
      <div className="flex items-center gap-[10px]">
        <span className="relative w-24 shrink-0 max-desktop:w-[34%]">
          <img
            src="/example/photo.jpg"
            alt={t("example.photo")}
            width={96}
            height={118}
            decoding="async"
            className={`${PICTURE} object-[50%_12%]`}
          />
          <Tag className="absolute start-[6px] bottom-[6px]">{t("example.before")}</Tag>
        </span>
        <Icon of={ArrowRight} className="shrink-0 text-accent-text" />
        <span className="relative min-w-0 flex-1">
          <video
            src="/example/film.mp4"
            poster="/example/poster.jpg"
            aria-label={t("example.film")}
            width={190}
            height={118}
            muted
            loop
            playsInline
            autoPlay={!still}
            controls={still}
            preload="metadata"
            onTimeUpdate={({ currentTarget: { currentTime, duration } }) =>
              bar.current?.style.setProperty("transform", `scaleX(${currentTime / duration || 0})`)
            }
            className={`${PICTURE} object-[50%_22%] ring-1 ring-cyan/40`}
          />
          {!still && (
            <Tag className="absolute start-[6px] bottom-[6px]">
              <Icon of={Play} size={11} />
              0:05
            </Tag>
          )}
        </span>
      </div>
      <p className="mt-3 mb-2 flex items-baseline gap-3 text-small">
        <span className="min-w-0 flex-1">{t("example.idea")}</span>
        <span className="mono shrink-0 text-tx2">{t("example.cost")}</span>
      </p>
      <div aria-hidden className="h-1 overflow-hidden rounded-full bg-white/9">
        <i
          ref={bar}
          className="block h-full origin-left scale-x-0 rounded-full bg-accent transition-transform duration-300
            ease-linear rtl:origin-right"
        />
      </div>
    </figure>
  );
}
