import { finish, type Brush } from "./brush";
import { HEROINE } from "./face";
import { cat, headphones, sitter } from "./figures";
import { PALETTES } from "./palette";
import { seeded } from "./random";
import { drawScene, rainyWindow } from "./scenes";
import { petals } from "./weather";

/** The one girl of the product, in five moments. */
export const MOODS = ["landing", "empty", "error", "lost", "success"] as const;
export type HeroineMood = (typeof MOODS)[number];

function landing(g: Brush, w: number, h: number): void {
  const P = PALETTES.neon;
  const wide = w / h > 1.15;
  rainyWindow(g, w, h, P, seeded(23), (Math.min(w, h) / 420) * 1.15, { face: HEROINE, at: 0.5 });
  const k = (h * (wide ? 0.9 : 0.82)) / 400;
  g.save();
  g.translate(wide ? w - 352 * k : w - 340 * k, h - 400 * k);
  g.scale(k, k);
  sitter(g, P);
  g.restore();
}

function empty(g: Brush, w: number, h: number): void {
  const P = PALETTES.indigo;
  drawScene(g, w, h, "sea", P, seeded(41), { face: HEROINE, at: 0.5 });
  headphones(g, w * 0.5, h * 0.9, h * 0.26, P);
  const k = (h * 0.13) / 130;
  g.save();
  g.translate(w * 0.5 + h * 0.1, h * 0.9 - 130 * k);
  g.scale(k, k);
  cat(g, P);
  g.restore();
}

function error(g: Brush, w: number, h: number): void {
  drawScene(g, w, h, "alley", PALETTES.neon, seeded(3 * 7919 + 13), { face: HEROINE, at: 0.5 });
}

function lost(g: Brush, w: number, h: number): void {
  const P = PALETTES.dusk;
  drawScene(g, w, h, "rails", P, seeded(4 * 7919 + 13), { face: HEROINE, at: 0.34 });
  headphones(g, w * 0.34, h * 0.86, h * 0.34, P);
}

function success(g: Brush, w: number, h: number): void {
  const r = seeded(77);
  drawScene(g, w, h, "portrait", PALETTES.neon, r, { face: HEROINE, mood: "smile", at: 0.5 });
  petals(g, w, h, r, 26);
  finish(g, w, h, { bloom: 0.08, vig: 0.1, grain: 0 });
}

const DRAW: Record<HeroineMood, (g: Brush, w: number, h: number) => void> = { landing, empty, error, lost, success };

export function drawHeroine(g: Brush, w: number, h: number, mood: HeroineMood): void {
  DRAW[mood](g, w, h);
}
