import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { motionReduced } from "@/lib/preferences";
import { Tag } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";

/** A real photo and the film that the local engine made of it. */
export function Example() {
  const { t } = useTranslation("landing");
  const still = motionReduced();
  return (
    <figure className="glass w-[min(430px,100%)] p-4">
      <figcaption className="flex items-center gap-3">
        <span className="label flex-1">{t("example.label")}</span>
        <Tag>{t("example.engine")}</Tag>
      </figcaption>
      <div className="mt-3 flex items-center gap-3">
        <img
          src="/example/photo.jpg"
          alt={t("example.photo")}
          width={120}
          height={150}
          className="h-[150px] w-[118px] rounded-tile border border-line object-cover max-tablet:w-[92px]"
        />
        <Icon of={ArrowRight} className="shrink-0 text-accent-text" />
        <video
          src="/example/film.mp4"
          poster="/example/poster.jpg"
          aria-label={t("example.film")}
          muted
          loop
          playsInline
          autoPlay={!still}
          controls={still}
          preload="metadata"
          className="h-[150px] min-w-0 flex-1 rounded-tile border border-line object-cover shadow-selected"
        />
      </div>
      <p className="mt-3 text-small text-tx2">{t("example.about")}</p>
    </figure>
  );
}
