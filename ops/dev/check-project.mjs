// Looks over the whole tree for what no compiler sees. Prints a table; exits with 1 at the first gap.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = process.argv[2];
const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
const text = (file) => readFileSync(join(root, file), "utf8");
const sources = files.filter((f) => /\.(java|ts|tsx|mjs|js|sql|css|html|ya?ml|xml|md|json|sh)$|(^|\/)(reverie|run|test|bench|check|package|web)$/.test(f))
  .filter((f) => !/package-lock\.json$/.test(f) && existsSync(join(root, f)));

const audits = {
  "links in the docs lead somewhere": () =>
    files.filter((f) => f.endsWith(".md")).flatMap((f) =>
      [...text(f).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .filter(([, to]) => !existsSync(join(root, dirname(f), to)))
        .map(([, to]) => `${f} → ${to}`)),
  "no path of a machine": () =>
    sources.filter((f) => !f.startsWith("ops/dev/check")).filter((f) => /(^|[^\w.])\/(work|farm)\//m.test(text(f))),
  "nothing left for later": () =>
    sources.filter((f) => !/TidyTest|ops\/dev\/check/.test(f)).filter((f) => /\b(TODO|FIXME|HACK)\b/.test(text(f))),
  "the lock file names no registry": () =>
    existsSync(join(root, "package-lock.json")) && /"resolved": "http/.test(text("package-lock.json")) ? ["package-lock.json"] : [],
  "no secret in the tree": () =>
    sources.filter((f) => /(sk_live_[0-9a-zA-Z]{10}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b)/.test(text(f))),
  "licences of what the web ships are known and open": () => {
    if (!existsSync(join(root, "node_modules"))) return [];
    const lock = JSON.parse(text("package-lock.json"));
    const fine = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|OFL-1\.1|CC0-1\.0|CC-BY-4\.0|MPL-2\.0|Python-2\.0|BlueOak-1\.0\.0|Unlicense|WTFPL|MIT-0)/;
    return Object.entries(lock.packages)
      .filter(([name, p]) => name.includes("node_modules/") && !p.link && !p.optional)
      .filter(([, p]) => !fine.test(String(p.license ?? "").replace(/^\(/, "")))
      .map(([name, p]) => `${name}: ${p.license ?? "no licence named"}`);
  },
};

let gaps = 0;
for (const [name, audit] of Object.entries(audits)) {
  const findings = audit();
  gaps += findings.length;
  console.log(`${findings.length === 0 ? "ok  " : "GAP "} ${name}`);
  for (const finding of findings.slice(0, 20)) console.log(`       ${finding}`);
}
process.exit(gaps === 0 ? 0 : 1);
