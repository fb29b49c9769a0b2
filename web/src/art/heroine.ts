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

/** The pane of the landing page: the city in the rain, without her. */
export function drawWindow(g: Brush, w: number, h: number): void {
  rainyWindow(g, w, h, PALETTES.neon, seeded(23), (Math.min(w, h) / 680) * 1.5, { face: HEROINE, at: 0.5 });
}

/** She alone, on nothing, in a box of 360 × 430 with the sill at 378. */
export function drawGirl(g: Brush, w: number, h: number): void {
  const k = Math.min(w / 360, h / 430);
  g.save();
  g.translate((w - 360 * k) / 2 + 8 * k, -22 * k);
  g.scale(k, k);
  sitter(g, PALETTES.neon);
  g.restore();
}

function landing(g: Brush, w: number, h: number): void {
  drawWindow(g, w, h);
  const k = (h * (w / h > 1.15 ? 0.9 : 0.82)) / 400;
  g.save();
  g.translate(w - 352 * k, h - 400 * k);
  g.scale(k, k);
  sitter(g, PALETTES.neon);
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
