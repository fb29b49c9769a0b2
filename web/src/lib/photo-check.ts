/** What a photo must be before it is sent; the server checks everything again. */
export const PHOTO_BYTES_MAX = 25_000_000;
export const PHOTO_SIDE_MIN = 64;
const READABLE = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/avif",
  "image/heic",
  "image/heif",
  "image/gif",
  "image/tiff",
  "image/bmp",
]);
const NAMED = /\.(jpe?g|png|webp|avif|heic|heif|gif|tiff?|bmp)$/i;

export type PhotoFault =
  | { code: "wrongType" }
  | { code: "tooLarge"; bytes: number }
  | { code: "tooSmall"; width: number; height: number }
  | { code: "empty" };

/** Some systems give no type to HEIC files: then the name speaks. */
export async function checkPhoto(file: File): Promise<PhotoFault | undefined> {
  if (file.size === 0) return { code: "empty" };
  if (!READABLE.has(file.type) && !(file.type === "" && NAMED.test(file.name))) return { code: "wrongType" };
  if (file.size > PHOTO_BYTES_MAX) return { code: "tooLarge", bytes: file.size };
  if (typeof createImageBitmap !== "function") return undefined;
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    if (Math.min(width, height) < PHOTO_SIDE_MIN) return { code: "tooSmall", width, height };
  } catch {
    // This browser can't read it (HEIC outside Safari); the server can.
  }
  return undefined;
}
