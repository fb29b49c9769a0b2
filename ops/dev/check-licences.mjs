// What we ship is somebody's: every licence is known, and one that lets us.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const webFine =
  /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|OFL-1\.1|CC0-1\.0|CC-BY-4\.0|MPL-2\.0|Python-2\.0|BlueOak-1\.0\.0|Unlicense|WTFPL|MIT-0)/;
const javaFine =
  /apache|\bmit\b|bsd|eclipse (public|distribution)|\bepl\b|\bedl\b|lesser general public|lgpl|classpath exception|public domain|cc0|postgresql|bouncy castle|mpl|mozilla|universal permissive|common development|cddl/i;

export function webLicences(root) {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([name, p]) => name.includes("node_modules/") && !p.link && !p.optional)
    .filter(([name, p]) => !webFine.test(String(p.license ?? licenceInside(join(root, name))).replace(/^\(/, "")))
    .map(([name, p]) => `${name}: ${p.license ?? "no licence named"}`);
}

/** Some packages carry the text and forget to name it. */
function licenceInside(folder) {
  const file = join(folder, "LICENSE");
  return existsSync(file) && readFileSync(file, "utf8").includes("Permission is hereby granted, free of charge") ? "MIT" : "";
}

/** Every pom in the local repository that belongs to a jar of ours, by the jar's name. */
function poms(repository) {
  const found = new Map();
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith(".pom")) found.set(entry.name.slice(0, -4), path);
    }
  };
  walk(repository);
  return found;
}

const tag = (xml, name) => xml.match(new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`))?.[1];

function licencesOf(path, repository) {
  const xml = readFileSync(path, "utf8");
  const own = [...xml.matchAll(/<license>([\s\S]*?)<\/license>/g)].map(([, one]) => `${tag(one, "name") ?? ""} ${tag(one, "url") ?? ""}`.trim());
  if (own.length > 0) return own;
  const parent = xml.match(/<parent>([\s\S]*?)<\/parent>/)?.[1];
  if (!parent) return [];
  const [group, artifact, version] = ["groupId", "artifactId", "version"].map((name) => tag(parent, name));
  const above = join(repository, ...group.split("."), artifact, version, `${artifact}-${version}.pom`);
  return existsSync(above) ? licencesOf(above, repository) : [];
}

/** @returns a finding for each jar of the built app whose licences are unknown or none of which we may use */
export function javaLicences(root) {
  const lib = join(root, "server/target/app/lib");
  const repository = join(homedir(), ".m2/repository");
  if (!existsSync(lib) || !existsSync(repository)) return ["nothing is built: run ./reverie build first"];
  const known = poms(repository);
  return readdirSync(lib)
    .filter((name) => name.endsWith(".jar") && !name.startsWith("reverie-"))
    .flatMap((name) => {
      // A jar of natives is called after its system too.
      let base = name.slice(0, -4).replace(/^spring-boot-jarmode-tools/, "spring-boot"); // put in by its plugin, without a pom
      while (!known.has(base) && base.includes("-")) base = base.slice(0, base.lastIndexOf("-"));
      const licences = known.has(base) ? licencesOf(known.get(base), repository) : [];
      if (licences.some((licence) => javaFine.test(licence))) return [];
      return [`${name}: ${licences.join(", ") || "no licence named"}`];
    });
}
