import { useEffect, useRef } from "react";
import { cx } from "@/lib/cx";
import { paint } from "@/art/paint";
import type { Picture } from "@/art/picture";

/** A picture drawn by code at the size it is shown. Without a label it is decoration. */
export function Art({ picture, label, className }: { picture: Picture; label?: string; className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const asked = JSON.stringify(picture);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    const stop = new AbortController();
    const draw = (): void => {
      const { width, height } = target.getBoundingClientRect();
      if (width > 0 && height > 0) void paint(target, JSON.parse(asked) as Picture, width, height, stop.signal);
    };
    if (!("IntersectionObserver" in globalThis)) {
      draw();
      return () => stop.abort();
    }
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        draw();
      },
      { rootMargin: "200px" },
    );
    seen.observe(target);
    return () => {
      seen.disconnect();
      stop.abort();
    };
  }, [asked]);
  return (
    <canvas
      ref={canvas}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      className={cx("block", className)}
    />
  );
}

/** A person's face from the hash of their id: nobody is a grey circle. */
export function Avatar({
  id,
  size = 38,
  src,
  className,
}: {
  id: string;
  size?: number;
  src?: string;
  className?: string;
}) {
  return (
    <span
      className={cx("inline-block shrink-0 overflow-hidden rounded-full border border-line2 bg-s3", className)}
      style={{ width: size, height: size }}
    >
      {src ? (
        <img src={src} alt="" className="h-full w-full object-cover" />
      ) : (
        <Art picture={{ what: "avatar", id }} className="h-[113%] w-full translate-y-[3%] scale-112" />
      )}
    </span>
  );
}
