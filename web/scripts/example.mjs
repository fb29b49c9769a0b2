// Makes the films of the landing page with the product itself: run `reverie make`, then a small copy for the small
// places they stand in. The mark that says how a film was made goes with the copy.
// Usage: npm run example [-- NAME …]. Needs a built Reverie (REVERIE for another command) and an ffmpeg with an H.264
// encoder (FFMPEG, FFMPEG_CODEC).
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const here = resolve(import.meta.dirname, "..");
const films = join(here, "public/example");
/** The photo of the main film lies beside it; the others begin with pictures that `npm run draw` has drawn. */
const FILMS = {
  film: { photo: "photo.jpg", idea: "slow push-in, warm light, drifting dust", seconds: 5, width: 540, poster: true },
  torii: { photo: "torii.webp", idea: "slow push-in, falling petals", seconds: 4, width: 260 },
  rails: { photo: "rails.webp", idea: "slow push-in, warm light, drifting dust", seconds: 4, width: 260 },
  sea: { photo: "sea.webp", idea: "slow pan right, moonlight on water", seconds: 4, width: 260 },
  city: { photo: "city.webp", idea: "slow pull back, soft rain", seconds: 4, width: 260 },
};
const ffmpeg = process.env.FFMPEG ?? "ffmpeg";
const codec = process.env.FFMPEG_CODEC ?? "libx264";
const reverie = process.env.REVERIE ?? resolve(here, "../reverie");
const XMP = Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex");

/** The box of an MP4 that carries its XMP: the last one of its kind at the top level. */
function markOf(file) {
  const bytes = readFileSync(file);
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) {
    const size = bytes.readUInt32BE(at);
    if (size < 8) break;
    if (bytes.toString("latin1", at + 4, at + 8) === "uuid" && bytes.subarray(at + 8, at + 24).equals(XMP))
      return bytes.subarray(at, at + size);
  }
  throw new Error(`${file} carries no mark`);
}

const wanted = process.argv.slice(2);
const room = mkdtempSync(join(tmpdir(), "reverie-example-"));
try {
  for (const [name, { photo, idea, seconds, width, poster }] of Object.entries(FILMS)) {
    if (wanted.length && !wanted.includes(name)) continue;
    const made = join(room, `${name}.mp4`);
    const small = join(films, `${name}.mp4`);
    execFileSync(
      reverie,
      ["make", join(films, photo), idea, "--seconds", String(seconds), "--out", made],
      { env: { ...process.env, REVERIE_HOME: join(room, "home") }, stdio: ["ignore", "ignore", "inherit"] },
    );
    const plain = ["-hide_banner", "-loglevel", "error", "-y", "-i", made];
    execFileSync(ffmpeg, [
      ...plain, "-an", "-vf", `scale=${width}:-2:flags=lanczos`, "-c:v", codec, "-b:v", width > 400 ? "700k" : "300k",
      "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-fflags", "+bitexact", small,
    ]);
    appendFileSync(small, markOf(made));
    if (poster) execFileSync(ffmpeg, ["-hide_banner", "-loglevel", "error", "-y", "-i", small, "-frames:v", "1",
      "-q:v", "4", join(films, "poster.jpg")]);
    console.log(`${name}.mp4: ${Math.round(readFileSync(small).length / 1000)} KB`);
  }
} finally {
  rmSync(room, { recursive: true, force: true });
}
