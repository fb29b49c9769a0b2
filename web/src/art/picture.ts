import type { PaletteName } from "@reverie/tokens/values";
import { brush, type Sheet } from "./brush";
import { drawFace, faceOf, HEROINE } from "./face";
import { drawHeroine, type HeroineMood } from "./heroine";
import { PALETTE_NAMES, PALETTES } from "./palette";
import { hash, pick, seeded } from "./random";
import { drawScene, type SceneName } from "./scenes";

/** What can be asked for. Everything is seeded: the same picture is the same everywhere. */
export type Picture =
  | { what: "heroine"; mood: HeroineMood }
  | { what: "avatar"; id: string }
  | { what: "cover"; id: string }
  | { what: "scene"; scene: SceneName; palette: PaletteName; seed: number };

/** Default covers leave out portraits: a stranger's face on somebody's work would mislead. */
const COVERS = ["city", "sea", "rails", "torii", "mount", "alley", "window"] as const;

export function coverOf(id: string): { scene: SceneName; palette: PaletteName; seed: number } {
  const r = seeded(hash(id));
  return { scene: pick(r, COVERS), palette: pick(r, PALETTE_NAMES), seed: Math.floor(r() * 1000) };
}

function avatar(on: Sheet, id: string): void {
  const g = brush(on);
  const { face, mood } = faceOf(id);
  g.fillStyle = "#17172a";
  g.fillRect(0, 0, on.width, on.height);
  g.scale(on.width / 200, on.width / 200);
  drawFace(g, face, mood);
}

/** Draws over the whole sheet. */
export function drawPicture(on: Sheet, picture: Picture): void {
  const { width: w, height: h } = on;
  switch (picture.what) {
    case "avatar":
      return avatar(on, picture.id);
    case "heroine":
      return drawHeroine(brush(on), w, h, picture.mood);
    case "cover":
      return drawPicture(on, { what: "scene", ...coverOf(picture.id) });
    case "scene": {
      const r = seeded(picture.seed * 7919 + 13);
      return drawScene(brush(on), w, h, picture.scene, PALETTES[picture.palette], r, { face: HEROINE, at: 0.34 });
    }
  }
}
