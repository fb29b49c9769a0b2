import type { Picture } from "./picture";
import { drawPicture } from "./picture";

export interface Order {
  key: number;
  picture: Picture;
  width: number;
  height: number;
}

/** One painter off the page's thread. A picture that can't be drawn answers without a bitmap. */
self.onmessage = ({ data }: MessageEvent<Order>) => {
  const { key, picture, width, height } = data;
  try {
    const canvas = new OffscreenCanvas(width, height);
    drawPicture(canvas, picture);
    const bitmap = canvas.transferToImageBitmap();
    self.postMessage({ key, bitmap }, { transfer: [bitmap] });
  } catch {
    self.postMessage({ key });
  }
};
