// What every browser test stands on: a server of its own with the sandbox, an empty home, and a real browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const photo = (name) => join(root, "server/src/test/resources/photos", name);

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const PASSWORD = "a kind sentence for anna";

/** Long enough for a machine that has other things to do; what is quick is said by the benches, not here. */
export const PATIENCE = 30_000;
/** A first start, which fills the database. */
const START_PATIENCE = 300_000;
/** A film on such a machine. */
export const FILM_PATIENCE = 240_000;

/**
 * Starts Reverie as a person would and waits for the line that says it is ready. While one works on a test, a server
 * that runs already may be named in REVERIE_E2E_SERVER instead, with its rate limits off; its link for the first admin
 * in REVERIE_E2E_SETUP, its data folder in REVERIE_E2E_HOME.
 */
export async function startServer({ environment = {}, home } = {}) {
  const there = process.env.REVERIE_E2E_SERVER;
  if (there) {
    const { REVERIE_E2E_SETUP: setup, REVERIE_E2E_HOME: data } = process.env;
    return { address: there, home: data, adminLink: async () => setup, stop: async () => undefined };
  }
  const folder = home ?? mkdtempSync(join(tmpdir(), "reverie-e2e-"));
  const child = spawn(join(root, "reverie"), ["run", "--sandbox"], {
    env: { ...process.env, REVERIE_HOME: folder, REVERIE_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const address = await new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill("SIGTERM");
      fail(new Error("Reverie did not start: " + said));
    }, START_PATIENCE);
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

/**
 * A browser of its own for one person. What the browser complains about on any of its pages (thrown errors, console
 * errors, what the content security policy refused) is kept in `complaints`.
 */
export async function newContext(browser, address, viewport, { locale = "en", reducedMotion, worker = false } = {}) {
  const context = await browser.newContext({
    viewport,
    locale,
    baseURL: address,
    reducedMotion,
    hasTouch: viewport.width < 600,
    isMobile: viewport.width < 600,
    serviceWorkers: worker ? "allow" : "block",
  });
  context.setDefaultTimeout(PATIENCE);
  context.complaints = [];
  await context.exposeBinding("reverieRefused", (_, what) => context.complaints.push(what));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      globalThis.reverieRefused(`policy: ${violatedDirective} ${blockedURI} at ${sourceFile}:${lineNumber}`));
  });
  context.on("page", (page) => {
    page.on("pageerror", (error) => context.complaints.push(`${new URL(page.url()).pathname}: ${error.stack ?? error}`));
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      context.complaints.push(`${message.text()} (${message.location().url})`);
    });
  });
  return context;
}

/** A page of somebody new. */
export async function newPage(browser, address, viewport, options) {
  const context = await newContext(browser, address, viewport, options);
  return context.newPage();
}

/** Nothing was complained about but what the test itself brought about. */
export function nothingBroke(context, ...expected) {
  const left = context.complaints.filter((words) => !expected.some((known) => known.test(words)));
  assert.deepEqual(left, []);
}

/** The answer of the API to this browser's own person; `headers` says who that is. */
export async function ask(context, method, path, { data, headers } = {}) {
  const answer = await context.request.fetch(`/api/v1${path}`, { method, data, headers });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? undefined : answer.json();
}

/** Everything that a person with an account can be asked through, without the pages. */
export function asPerson(context, accessToken) {
  const headers = { Authorization: `Bearer ${accessToken}` };
  return (method, path, data) => ask(context, method, path, { data, headers });
}

let people = 0;

/** Signs this browser in as a new person with two free credits; the next page opened is theirs. */
export async function joinAs(context, displayName = "Anna") {
  people += 1;
  const email = `${displayName.toLowerCase().replace(/\W/g, "")}-${process.pid}-${people}@example.com`;
  const joined = await ask(context, "POST", "/auth/sign-up", { data: { email, password: PASSWORD, displayName } });
  await staySignedIn(context);
  const headers = { Authorization: `Bearer ${joined.accessToken}` };
  const upload = async (file) =>
    (await context.request.post("/api/v1/media", { headers, multipart: { file } })).json();
  return { email, account: joined.account, api: asPerson(context, joined.accessToken), upload };
}

/** Signs this browser in as somebody there is already: another device of theirs. */
export async function comeBackAs(context, email, password = PASSWORD) {
  const back = await ask(context, "POST", "/auth/sign-in", { data: { email, password } });
  await staySignedIn(context);
  return { email, account: back.account, api: asPerson(context, back.accessToken) };
}

export const BOSS = "boss@example.com";

/** Makes the first admin with the link that the start printed; on a server that runs already they may be there. */
export async function firstAdmin(context, server) {
  const token = new URL(await server.adminLink()).searchParams.get("token");
  const data = { token, email: BOSS, password: PASSWORD, displayName: "Boss" };
  const made = await context.request.post("/api/v1/setup", { data });
  const known = made.ok() ? await made.json() : await ask(context, "POST", "/auth/sign-in", { data });
  return { account: known.account, api: asPerson(context, known.accessToken) };
}

/** The hint that the site keeps beside the refresh cookie. A sign-out forgets it, so it is laid down only once. */
async function staySignedIn(context) {
  const page = await context.newPage();
  await page.route("**/hint", (route) =>
    route.fulfill({ contentType: "text/html", body: '<link rel="icon" href="data:,">' }));
  await page.goto("/hint");
  await page.evaluate(() => localStorage.setItem("reverie.signed-in", "1"));
  await page.close();
}

/** A run that takes as long as it is told and makes nothing: for everything round a film. */
export async function startNothing(api, milliseconds) {
  return api("POST", "/jobs", { model: "noop/nothing", inputs: { milliseconds } });
}

/** Waits for what the API says, asking again: the other side of the wall, not the page. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** Fills in what the sheet and the sign-up page ask for. */
export async function signUpIn(scope, { name = "Anna", email, password = PASSWORD }) {
  const field = scope.getByRole("textbox", { name: "E-mail" });
  const open = scope.getByRole("button", { name: "Continue with e-mail" });
  await field.or(open).first().waitFor();
  if (!(await field.isVisible())) await open.click();
  await scope.getByLabel("Your name").fill(name);
  await field.fill(email);
  await scope.getByLabel("Password").fill(password);
  await scope.getByRole("button", { name: "Create an account" }).last().click();
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe finds against WCAG 2.0 to 2.2, A and AA, in a line each. */
export async function axe(page, within) {
  const asked = new AxeBuilder({ page }).withTags(RULES);
  const { violations } = await (within ? asked.include(within) : asked).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** How many pixels the page is wider than its window. */
export async function tooWide(page) {
  return page.evaluate(() => {
    const room = document.getElementById("content");
    const inner = room && getComputedStyle(room).overflowX !== "visible" ? room.scrollWidth - room.clientWidth : 0;
    return Math.max(document.documentElement.scrollWidth - innerWidth, inner);
  });
}

/** Pictures for people to look at, beside the run's other output. */
export async function picture(page, name) {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-${page.viewportSize().width}.png`) });
}
