/** What a photo must be before it is sent; the server checks everything again. */
export const PHOTO_BYTES_MAX = 25_000_000;
export const PHOTO_SIDE_MIN = 64;
const READABLE = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);
const NAMED = /\.(jpe?g|png|webp|gif)$/i;
/** For a picker. Without HEIC in the list an iPhone hands over a JPEG by itself. */
export const PHOTO_TYPES = [...READABLE].join(",");

export type PhotoFault =
  | { code: "wrongType" }
  | { code: "tooLarge"; bytes: number }
  | { code: "tooSmall"; width: number; height: number }
  | { code: "empty" };

/** Some systems give no type to a file: then the name speaks. */
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
    // This browser can't read it; the server says why, if it can't either.
  }
  return undefined;
}
