// What every browser test stands on: a server of its own with the sandbox, an empty home, and a real browser.
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const photo = (name) => join(root, "server/src/test/resources/photos", name);

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Starts Reverie as a person would and waits for the line that says it is ready. */
export async function startServer({ environment = {}, home } = {}) {
  const folder = home ?? mkdtempSync(join(tmpdir(), "reverie-e2e-"));
  const child = spawn(join(root, "reverie"), ["run", "--sandbox"], {
    env: { ...process.env, REVERIE_HOME: folder, REVERIE_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const address = await new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error("Reverie did not start: " + said)), 120_000);
    const listen = (chunk) => {
      said += chunk;
      const ready = said.match(/Reverie is ready at (http:\/\/\S+)/);
      if (ready) {
        clearTimeout(timer);
        done(ready[1]);
      }
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => fail(new Error(`Reverie ended with ${code}: ${said}`)));
  });
  return {
    address,
    home: folder,
    said: () => said,
    adminLink: async () => {
      for (let i = 0; i < 50; i++) {
        const link = said.match(/become its admin: (\S+)/);
        if (link) return link[1];
        await new Promise((next) => setTimeout(next, 100));
      }
      throw new Error("No link for the first admin was printed: " + said);
    },
    stop: () =>
      new Promise((done) => {
        child.removeAllListeners("exit");
        child.on("exit", () => {
          if (!home) rmSync(folder, { recursive: true, force: true });
          done();
        });
        child.kill("SIGTERM");
      }),
  };
}

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page of a new person. What the browser complains about is kept in `page.complaints`. */
export async function newPage(browser, address, viewport, { locale = "en", reducedMotion } = {}) {
  const context = await browser.newContext({
    viewport,
    locale,
    baseURL: address,
    reducedMotion,
    hasTouch: viewport.width < 600,
    isMobile: viewport.width < 600,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(message.text());
  });
  return page;
}

/** Pictures for people to look at, beside the run's other output. */
export async function picture(page, name) {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-${page.viewportSize().width}.png`) });
}
