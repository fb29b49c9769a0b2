// Draws the pictures of the first view with our own art and keeps them as files, so that nobody waits for a brush.
// Usage: npm run draw [-- --to DIR]. Needs Chromium. Run it after a change in src/art, look, and commit what changed.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const at = process.argv.indexOf("--to");
const to = resolve(at < 0 ? "public" : process.argv[at + 1]);
for (const part of ["art", "example"]) mkdirSync(join(to, part), { recursive: true });
const vite = await createServer({ server: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
await vite.listen();
const { port } = vite.httpServer.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/icon.svg`);
  const names = await page.evaluate(async () => Object.keys((await import("/src/art/stills.ts")).STILLS));
  for (const name of names) {
    const bytes = await page.evaluate(async (asked) => {
      const { drawStill } = await import("/src/art/stills.ts");
      const blob = await drawStill(asked);
      return [...new Uint8Array(await blob.arrayBuffer())];
    }, name);
    writeFileSync(join(to, `${name}.webp`), Buffer.from(bytes));
    console.log(`${name}.webp: ${(bytes.length / 1000).toFixed(1)} KB`);
  }
} finally {
  await browser.close();
  await vite.close();
}
