import type { PaletteName } from "@reverie/tokens/values";
import { brush, type Brush } from "./brush";
import { drawGirl, drawWindow } from "./heroine";
import { drawPicture } from "./picture";
import type { SceneName } from "./scenes";

interface Still {
  width: number;
  height: number;
  quality: number;
  draw: (g: Brush, w: number, h: number) => void;
}

/** What the example films begin with: pictures of our own, small, because they are shown small. */
function scene(name: SceneName, palette: PaletteName, seed: number): Still {
  return {
    width: 400,
    height: 480,
    quality: 0.8,
    draw: (g) => drawPicture(g.canvas, { what: "scene", scene: name, palette, seed }),
  };
}

/** Pictures that are drawn once, kept as files (`scripts/draw.mjs`) and shown as they are. */
export const STILLS = {
  "art/hero-window": { width: 1328, height: 1020, quality: 0.8, draw: drawWindow },
  "art/hero-window-small": { width: 720, height: 530, quality: 0.78, draw: drawWindow },
  "art/hero-girl": { width: 860, height: 1028, quality: 0.86, draw: drawGirl },
  "example/torii": scene("torii", "neon", 5),
  "example/rails": scene("rails", "dusk", 4),
  "example/sea": scene("sea", "indigo", 3),
  "example/city": scene("city", "cyan", 2),
} satisfies Record<string, Still>;

/** A still as the bytes of its file. */
export function drawStill(name: keyof typeof STILLS): Promise<Blob> {
  const { width, height, quality, draw } = STILLS[name];
  const sheet = new OffscreenCanvas(width, height);
  draw(brush(sheet), width, height);
  return sheet.convertToBlob({ type: "image/webp", quality });
}
