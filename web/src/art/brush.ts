import { seeded, type Random } from "./random";

/** Everything draws on this: a page's canvas or one in a worker. */
export type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export type Sheet = HTMLCanvasElement | OffscreenCanvas;
type Stop = string | readonly [number, string];
type Rgb = readonly [number, number, number];

/** A blank sheet of whole pixels; off screen where the browser has that. */
export function sheet(width: number, height: number): Sheet {
  const w = Math.max(1, Math.round(width));
  const h = Math.max(1, Math.round(height));
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(w, h);
  return Object.assign(document.createElement("canvas"), { width: w, height: h });
}

export function brush(on: Sheet): Brush {
  const context = on.getContext("2d") as Brush | null;
  if (!context) throw new Error("This browser has no 2D canvas");
  return context;
}

export function rgb(color: string): Rgb {
  const at = (i: number): number => parseInt(color.slice(i, i + 2), 16);
  return [at(1), at(3), at(5)];
}

export function mix(from: string, to: string, t: number): string {
  const a = rgb(from);
  const b = rgb(to);
  const one = (x: number, y: number): number => Math.round(x + (y - x) * t);
  return `rgb(${one(a[0], b[0])},${one(a[1], b[1])},${one(a[2], b[2])})`;
}

export function al(color: string, alpha: number): string {
  return `rgba(${rgb(color).join(",")},${alpha})`;
}

function stops(gradient: CanvasGradient, colors: readonly Stop[]): CanvasGradient {
  colors.forEach((stop, i) => {
    if (typeof stop === "string") gradient.addColorStop(i / (colors.length - 1), stop);
    else gradient.addColorStop(stop[0], stop[1]);
  });
  return gradient;
}

export function lin(
  g: Brush,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  colors: readonly Stop[],
): CanvasGradient {
  return stops(g.createLinearGradient(x0, y0, x1, y1), colors);
}

export function rad(g: Brush, x: number, y: number, r: number, colors: readonly Stop[]): CanvasGradient {
  return stops(g.createRadialGradient(x, y, 0, x, y, r), colors);
}

/** Value noise and its sum over octaves: clouds and mountains. */
export type Noise = (x: number, y: number) => number;

export function noise(r: Random): Noise {
  const p = new Float32Array(65536).map(() => r());
  const ease = (t: number): number => t * t * (3 - 2 * t);
  const at = (x: number, y: number): number => p[(x & 255) + ((y & 255) << 8)] ?? 0;
  return (x, y) => {
    const xi = Math.floor(x);
    const yi = Math.floor(y);
    const u = ease(x - xi);
    const v = ease(y - yi);
    const top = at(xi, yi) * (1 - u) + at(xi + 1, yi) * u;
    return top * (1 - v) + (at(xi, yi + 1) * (1 - u) + at(xi + 1, yi + 1) * u) * v;
  };
}

export function fbm(n: Noise, x0: number, y0: number, octaves = 5): number {
  let [x, y, sum, a, total] = [x0, y0, 0, 0.5, 0];
  for (let i = 0; i < octaves; i++) {
    sum += a * n(x, y);
    total += a;
    x *= 2.03;
    y *= 2.03;
    a *= 0.5;
  }
  return sum / total;
}

/** Bloom, vignette and grain: the last pass of every scene. */
export function finish(
  g: Brush,
  w: number,
  h: number,
  o: { bloom: number; vig: number; grain?: number; r?: Random },
): void {
  const { bloom, vig, grain = 0.05, r = seeded(1) } = o;
  const glow = sheet(w, h);
  const k = brush(glow);
  k.filter = `blur(${Math.max(6, w / 60)}px) saturate(1.4)`;
  k.drawImage(g.canvas, 0, 0);
  g.save();
  g.globalCompositeOperation = "screen";
  g.globalAlpha = bloom;
  g.drawImage(glow, 0, 0);
  g.restore();
  g.save();
  g.globalCompositeOperation = "multiply";
  g.fillStyle = rad(g, w / 2, h * 0.48, Math.hypot(w, h) * 0.62, [
    "#ffffff",
    "#e9e6f2",
    mix("#ffffff", "#05050f", vig),
  ]);
  g.fillRect(0, 0, w, h);
  g.restore();
  if (!grain) return;
  const dust = sheet(128, 128);
  const q = brush(dust);
  const d = q.createImageData(128, 128);
  for (let i = 0; i < d.data.length; i += 4) d.data.set([...Array<number>(3).fill(r() * 255), 255 * grain], i);
  q.putImageData(d, 0, 0);
  const pattern = g.createPattern(dust, "repeat");
  if (!pattern) return;
  g.save();
  g.globalCompositeOperation = "overlay";
  g.fillStyle = pattern;
  g.fillRect(0, 0, w, h);
  g.restore();
}
