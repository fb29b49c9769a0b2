import type { Picture } from "./picture";

/** Beyond this a picture is only bigger, not better. */
const PIXELS_MAX = 1_400_000;

interface Painted {
  key: number;
  bitmap?: ImageBitmap;
}

let worker: Worker | undefined;
let orders = 0;
const waiting = new Map<number, (bitmap: ImageBitmap | undefined) => void>();

function painter(): Worker | undefined {
  if (typeof OffscreenCanvas === "undefined" || typeof Worker === "undefined") return undefined;
  if (!worker) {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Painted>) => {
      waiting.get(data.key)?.(data.bitmap);
      waiting.delete(data.key);
    };
    worker.onerror = () => {
      for (const answer of waiting.values()) answer(undefined);
      waiting.clear();
    };
  }
  return worker;
}

function inWorker(to: Worker, picture: Picture, width: number, height: number): Promise<ImageBitmap | undefined> {
  const key = orders++;
  return new Promise((resolve) => {
    waiting.set(key, resolve);
    to.postMessage({ key, picture, width, height });
  });
}

/** Paints at the shown size times the screen's density, off the page's thread where the browser can. */
export async function paint(
  target: HTMLCanvasElement,
  picture: Picture,
  shownWidth: number,
  shownHeight: number,
  signal: AbortSignal,
): Promise<void> {
  // Fine rim light needs more than one pixel for a point, also on plain screens.
  const density = Math.min(2, Math.max(1.5, globalThis.devicePixelRatio || 1));
  const fit = Math.min(1, Math.sqrt(PIXELS_MAX / (shownWidth * shownHeight * density * density)));
  const width = Math.max(24, Math.round(shownWidth * density * fit));
  const height = Math.max(24, Math.round(shownHeight * density * fit));
  const to = painter();
  const bitmap = to && (await inWorker(to, picture, width, height));
  if (signal.aborted) {
    bitmap?.close();
    return;
  }
  target.width = width;
  target.height = height;
  if (bitmap) {
    target.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
  } else {
    const { drawPicture } = await import("./picture");
    if (!signal.aborted) drawPicture(target, picture);
  }
  target.dataset.painted = "";
}
