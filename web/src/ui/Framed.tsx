import { cx } from "@/lib/cx";

/** The whole picture, and its own light round it. */
export function Framed({ src, alt, className }: { src: string; alt: string; className?: string }) {
  return (
    <>
      <img
        aria-hidden
        src={src}
        alt=""
        className="absolute inset-0 h-full w-full scale-110 object-cover opacity-35 blur-2xl"
      />
      <img src={src} alt={alt} className={cx("relative h-full w-full object-contain", className)} />
    </>
  );
}
