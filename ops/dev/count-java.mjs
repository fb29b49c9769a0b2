// Adds up what Surefire reported: tests that passed, tests that did not.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = "server/target/surefire-reports";
let passed = 0;
let failed = 0;
for (const name of existsSync(folder) ? readdirSync(folder) : []) {
  if (!/^TEST-.*\.xml$/.test(name)) continue;
  const head = readFileSync(`${folder}/${name}`, "utf8").match(/<testsuite [^>]*>/)?.[0] ?? "";
  const count = (what) => Number(head.match(new RegExp(` ${what}="(\\d+)"`))?.[1] ?? 0);
  const broken = count("errors") + count("failures");
  failed += broken;
  passed += count("tests") - broken - count("skipped");
}
console.log(passed, failed);
