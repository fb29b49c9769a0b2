// The router's own list of pages, read from its source: a page that nobody walks can't be forgotten.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./harness.mjs";

const SOURCE = join(root, "web/src");

function sources() {
  const features = readdirSync(join(SOURCE, "features")).map((name) => join(SOURCE, "features", name, "routes.ts"));
  return [...features, join(SOURCE, "app/routes.tsx")];
}

/** @returns every route as { path, layout }, in the order of the files */
export function routes() {
  const found = sources().flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/path:\s*"([^"]+)",\s*layout:\s*"(public|app|bare)"/g)].map(
      ([, path, layout]) => ({ path, layout })));
  const written = sources().reduce((sum, file) => sum + [...readFileSync(file, "utf8").matchAll(/\bpath:\s*"/g)].length, 0);
  if (found.length !== written) throw new Error(`${written} routes are written, ${found.length} could be read`);
  return found;
}
