import { seeded } from "@/art/random";

const [COUNT, WIDTH, HEIGHT] = [60, 1440, 900];
const r = seeded(4);
const GRAINS = Array.from({ length: COUNT }, () => ({
  tone: r() < 0.5 ? "fill-cyan" : "fill-magenta-text",
  light: 0.08 + r() * 0.3,
  x: r() * WIDTH,
  y: r() * HEIGHT,
  size: 0.6 + r() * 1.3,
}));

/** Grains of light in the air of the room. People who want it calm don't see them (`.dust` in ui.css). */
export function Dust() {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMin slice"
      className="dust pointer-events-none absolute inset-x-0 top-0 -z-1 h-[900px] w-full"
    >
      {GRAINS.map(({ tone, light, x, y, size }) => (
        <circle key={`${x}`} cx={x} cy={y} r={size} opacity={light} className={tone} />
      ))}
    </svg>
  );
}
