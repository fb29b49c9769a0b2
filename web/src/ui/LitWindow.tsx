import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { letItRain } from "@/art/falling";
import { motionReduced } from "@/lib/preferences";

/** Rain over the picture; nothing at all for people who want it calm. */
function Rain() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current && !motionReduced()) return letItRain(canvas.current);
    return undefined;
  }, []);
  return <canvas ref={canvas} aria-hidden data-loop="" className="absolute inset-0 h-full w-full" />;
}

/** The pointer pulls the near and the far apart, 12 px at most. The numbers go to CSS, nothing is rendered again. */
function useParallax() {
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!matchMedia("(pointer: fine)").matches || motionReduced()) return;
    const follow = (event: PointerEvent): void => {
      room.current?.style.setProperty("--away-x", String((event.clientX / innerWidth - 0.5) * 2));
      room.current?.style.setProperty("--away-y", String((event.clientY / innerHeight - 0.5) * 2));
    };
    addEventListener("pointermove", follow, { passive: true });
    return () => removeEventListener("pointermove", follow);
  }, []);
  return room;
}

/** The lit window: the city in the rain, and she before it, a little out of the frame. */
export function LitWindow() {
  const { t } = useTranslation("ui");
  const room = useParallax();
  return (
    <div ref={room} role="img" aria-label={t("art.landing")} className="lit-window relative aspect-[664/510] w-full
      max-tablet:aspect-[350/258]">
      <div className="pane absolute inset-0 overflow-hidden rounded-window bg-s1 max-tablet:rounded-stage">
        <picture>
          <source media="(max-width: 760px)" srcSet="/art/hero-window-small.webp" />
          <img
            src="/art/hero-window.webp"
            alt=""
            width={1328}
            height={1020}
            fetchPriority="high"
            className="far absolute -inset-3 h-[calc(100%+24px)] w-[calc(100%+24px)] max-w-none object-cover"
          />
        </picture>
        <Rain />
      </div>
      <i aria-hidden className="sill absolute -start-24 top-[calc(100%+6px)] h-2 max-tablet:-start-5
        max-tablet:top-full" />
      <img
        src="/art/hero-girl.webp"
        alt=""
        width={860}
        height={1028}
        className="near absolute end-[-5.4%] top-[12.2%] w-[64.8%] max-w-none max-tablet:end-[-3.4%]
          max-tablet:top-[10%]"
      />
    </div>
  );
}
