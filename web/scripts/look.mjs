// Opens built pages in Chromium: takes pictures, asks axe, and fails on any violation or page error. Needs a build.
// Usage: node scripts/look.mjs [--to DIR] [--language ru] [path …]
import { createServer } from "node:http";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { tmpdir } from "node:os";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv.splice(at, 2)[1];
};
const to = option("--to", join(tmpdir(), "reverie-look"));
const language = option("--language", "en");
const paths = process.argv.slice(2);
const out = resolve(process.env.REVERIE_WEB_OUT ?? "dist");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
};
// The policy the server sends: scripts only from here. Radix and the toasts set styles, so those may be inline.
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' data: blob:; connect-src 'self' ws: wss:; worker-src 'self'; object-src 'none'; base-uri 'none'";

const server = createServer((request, answer) => {
  const path = new URL(request.url, "http://x").pathname;
  if (/^\/(api|socket\.io)/.test(path)) {
    answer.writeHead(404, { "Content-Type": "application/problem+json" });
    answer.end(JSON.stringify({ type: "about:blank", title: "Not found", status: 404, code: "not_found" }));
    return;
  }
  const file = join(out, path);
  const found = path !== "/" && file.startsWith(out) && existsSync(file) ? file : join(out, "index.html");
  answer.writeHead(200, {
    "Content-Type": TYPES[extname(found)] ?? "application/octet-stream",
    "Content-Security-Policy": CSP,
  });
  answer.end(readFileSync(found));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;
mkdirSync(to, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
let bad = 0;
try {
  for (const width of [1440, 390]) {
    const context = await browser.newContext({
      viewport: { width, height: width === 390 ? 844 : 900 },
      reducedMotion: "reduce",
      locale: language,
      bypassCSP: false,
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
    });
    for (const path of paths.length ? paths : ["/ui", "/offline", "/nowhere"]) {
      await page.goto(base + path, { waitUntil: "networkidle" });
      // A shell scrolls inside itself; for the picture the window becomes as tall as what is in it.
      const tall = await page.evaluate(() => document.getElementById("content")?.scrollHeight ?? innerHeight);
      await page.setViewportSize({ width, height: Math.min(12_000, Math.max(width === 390 ? 844 : 900, tall + 140)) });
      await page.evaluate(async () => {
      // Pictures are painted when they come into view: walk past all of them once.
      const room = document.getElementById("content");
      for (let y = 0; room && y < room.scrollHeight; y += 600) {
        room.scrollTo(0, y);
        await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
      }
      room?.scrollTo(0, 0);
    });
    await page.waitForFunction(
        () =>
          [...document.querySelectorAll("canvas:not([data-loop])")].every(
            (one) => "painted" in one.dataset || one.getClientRects().length === 0,
          ),
        null,
        { timeout: 60_000 },
      );
      const name = `${path.slice(1).replaceAll("/", "-") || "home"}-${width}${language === "en" ? "" : `-${language}`}`;
      await page.screenshot({ path: join(to, `${name}.png`) });
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${wide} px wider than the screen`);
      for (const { id, help, nodes } of violations) {
        faults.push(`${id}: ${help}`, ...nodes.slice(0, 4).map((node) => `    ${node.html.slice(0, 160)}`));
      }
      console.log(`${path} at ${width}: ${violations.length} violations`);
      bad += faults.length;
      for (const fault of faults.splice(0)) console.log(`  ${fault}`);
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    }
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`pictures in ${to}`);
process.exit(bad ? 1 : 0);
