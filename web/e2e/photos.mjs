// Photos for the browser tests: some good, some that must be refused. Made here, so that nobody has to keep them.
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { photo } from "./harness.mjs";

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc(body), body.length + 4);
  return whole;
}

// Node has crc32 since 20.15; an older one would say so in a word nobody understands.
function crc(bytes) {
  if (typeof crc32 !== "function") throw new Error("The browser tests need Node 20.15 or newer");
  return crc32(bytes);
}

/** A PNG whose pixels the function gives as [red, green, blue]. */
export function png(width, height, pixel) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(pixel(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** A street at noon, as sharp as a small test needs it. */
export const street = (name = "street.png") =>
  file(name, "image/png", png(320, 240, (x, y) => {
    if (y < 110) return [120 + (x % 7), 170, 220];
    return (x >> 4) % 2 === (y >> 4) % 2 ? [60, 50, 45] : [190, 150, 110];
  }));

/** The same street at a night without a moon. */
export const night = () => file("night.png", "image/png", png(320, 240, (x, y) => [1, (x + y) % 2, 2]));

export const speck = () => file("speck.png", "image/png", png(8, 8, () => [200, 10, 10]));
export const empty = () => file("empty.jpg", "image/jpeg", Buffer.alloc(0));
export const text = () => file("letter.jpg", "image/jpeg", Buffer.from("Dear Anna, this is no photo.\n".repeat(40)));
export const heic = () =>
  file("IMG_1.HEIC", "image/heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic".padEnd(400, "\0"), "latin1"));

export const cutOff = () => {
  const whole = readFileSync(photo("coffee.jpg"));
  return file("half.jpg", "image/jpeg", whole.subarray(0, 900));
};
