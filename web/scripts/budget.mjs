// Fails when the first page or a lazy chunk is heavier than people on a slow phone can bear. Needs a build.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const FIRST_PAGE_BYTES_MAX = 150_000;
const CHUNK_BYTES_MAX = 130_000;
const out = resolve(process.env.REVERIE_WEB_OUT ?? "dist");
const manifestFile = join(out, ".vite/manifest.json");
if (!existsSync(manifestFile)) {
  console.error(`No build in ${out}. Run: npm run build`);
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
const weights = new Map();
const weigh = (file) => {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(join(out, file))).length);
  return weights.get(file);
};
const closure = (key, seen) => {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const next of chunk.imports ?? []) closure(next, seen);
  return seen;
};
// The landing page: the entry, its layout, its own chunk and the English words it shows.
const first = new Set();
for (const key of Object.keys(manifest)) {
  const landing = /layouts\/PublicLayout|features\/landing\/pages\/Landing\.tsx|locales\/en\/(common|landing)\.json/.test(key);
  if (manifest[key].isEntry || landing) closure(key, first);
}
const total = [...first].filter((file) => file.endsWith(".js")).reduce((sum, file) => sum + weigh(file), 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
let bad = false;
console.log(`first page: ${kb(total)} gzip of ${kb(FIRST_PAGE_BYTES_MAX)}, ${first.size} files`);
if (total > FIRST_PAGE_BYTES_MAX) {
  bad = true;
  for (const file of first) console.error(`  ${kb(weigh(file))}  ${file}`);
}
for (const name of readdirSync(join(out, "assets")).filter((file) => file.endsWith(".js"))) {
  const bytes = weigh(`assets/${name}`);
  if (bytes > CHUNK_BYTES_MAX) {
    bad = true;
    console.error(`assets/${name}: ${kb(bytes)} gzip, more than ${kb(CHUNK_BYTES_MAX)}`);
  }
}
process.exit(bad ? 1 : 0);
