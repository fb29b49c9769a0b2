// Looks over the whole tree for what no compiler sees. Prints a table; exits with 1 if there is a gap.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { javaLicences, webLicences } from "./check-licences.mjs";
import { unusedExports, unusedTexts } from "./check-unused.mjs";

const root = process.argv[2];
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file && existsSync(join(root, file)));
const text = (file) => readFileSync(join(root, file), "utf8");
const isSource = /\.(java|ts|tsx|mjs|js|sql|css|html|ya?ml|xml|md|json|sh)$|(^|\/)(reverie|run|test|bench|check|package|web|openapi)$/;
const sources = files.filter((file) => isSource.test(file) && !file.endsWith("package-lock.json"));

/** @returns what a generator complains about when it only looks */
function stale(script, ...args) {
  const ran = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, encoding: "utf8" });
  return ran.status === 0 ? [] : [`${script}: ${(ran.stderr || ran.stdout).trim().split("\n")[0]}`];
}

/** Names that the code reads from its environment and that no page tells anybody. */
function unwrittenSettings() {
  const table = text("docs/generated/settings.md");
  return files
    .filter((file) => /^server\/src\/main\/java\/.*\.java$/.test(file) && !/\/sandbox\//.test(file))
    .flatMap((file) =>
      [...text(file).matchAll(/"((?:REVERIE|DATABASE|REDIS|SMTP|S3|TELEGRAM|SENTRY|OTEL)_[A-Z0-9_]+)"/g)].map(([, name]) => [name, file]),
    )
    .filter(([name]) => !name.endsWith("_") && !table.includes(`\`${name}\``))
    .map(([name, file]) => `${name} in ${file}`);
}

const audits = {
  "links in the docs lead somewhere": () =>
    files
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) =>
        [...text(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
          .filter(([, to]) => !existsSync(join(root, dirname(file), to)))
          .map(([, to]) => `${file} → ${to}`),
      ),
  "the client is what the description of the API gives": () => stale("packages/api/scripts/generate.mjs", "--check"),
  "the tokens are what their source gives": () => stale("packages/tokens/scripts/generate.mjs", "--check"),
  "every setting stands in the table": unwrittenSettings,
  "no path of a machine": () =>
    sources
      .filter((file) => !file.startsWith("ops/dev/check"))
      .filter((file) => /(^|[^\w.])\/(work|farm|root|home\/\w+|tmp\/wt)\//m.test(text(file))),
  "nothing left for later": () =>
    sources
      .filter((file) => !/TidyTest|ops\/dev\/check/.test(file))
      .filter((file) => /\b(TODO|FIXME|HACK)\b/.test(text(file))),
  "the lock file names no registry": () =>
    existsSync(join(root, "package-lock.json")) && /"resolved": "http/.test(text("package-lock.json")) ? ["package-lock.json"] : [],
  "no secret in the tree": () =>
    sources.filter((file) =>
      /(sk_live_[0-9a-zA-Z]{10}|-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b)/.test(text(file)),
    ),
  "nothing is exported that nobody takes": () => unusedExports(files, text),
  "no text that nobody shows": () => unusedTexts(files, text),
  "licences of what the web ships are known and open": () => webLicences(root),
  "licences of what the server ships are known and open": () => javaLicences(root),
};

let passed = 0;
let failed = 0;
for (const [name, audit] of Object.entries(audits)) {
  const findings = audit();
  findings.length === 0 ? passed++ : failed++;
  console.log(`${findings.length === 0 ? "ok  " : "GAP "} ${name}`);
  for (const finding of findings.slice(0, 20)) console.log(`       ${finding}`);
  if (findings.length > 20) console.log(`       … and ${findings.length - 20} more`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
