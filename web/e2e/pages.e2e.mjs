// Walks every page the router knows, as a visitor, a person and an admin, on a desktop and on a phone: every link
// leads somewhere, every button does something, axe finds nothing, nothing is wider than its window.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import {
  BOSS, DESKTOP, FILM_PATIENCE, PHONE, axe, comeBackAs, firstAdmin, joinAs, newContext, photo, startBrowser,
  startNothing, startServer, tooWide, until,
} from "./harness.mjs";
import { routes } from "./routes.mjs";
import { bareKeys, cutOff, linksOf, pressEverything } from "./walker.mjs";

const NARROW = { width: 320, height: 700 };
const LOST = "This street ends here.";

let server;
let browser;
/** What stands in for `:id` in a route. */
const things = {};
const people = {};
let restore;

before(async () => {
  server = await startServer({ environment: { REVERIE_RATE_LIMITS: "off" } });
  browser = await startBrowser();
  const context = await newContext(browser, server.address, DESKTOP);
  const { api: asBoss } = await firstAdmin(context, server);
  people.admin = BOSS;
  const joined = await joinAs(context, "Anna");
  people.person = joined.email;
  const asAnna = joined.api;
  // Something of each kind stands on the shelves: a film, a run that ended, a grant, lines in the log.
  await asBoss("POST", `/admin/people/${joined.account.id}/grants`, { credits: 3, reason: "For the walk" });
  const file = { name: "coffee.jpg", mimeType: "image/jpeg", buffer: readFileSync(photo("coffee.jpg")) };
  const { id: media } = await joined.upload(file);
  const inputs = { photo: media, idea: "slow push in, warm light", seconds: 4 };
  const film = await asAnna("POST", "/jobs", { model: "local/photo-motion", inputs });
  await startNothing(asAnna, 0);
  await until("the film is made", async () => (await asAnna("GET", `/jobs/${film.id}`)).state === "succeeded",
    FILM_PATIENCE);
  Object.assign(things, { "/jobs/:id": film.id, "/admin/jobs/:id": film.id, "/admin/people/:id": joined.account.id,
    "/link/:code": "a-code-that-is-over" });
  restore = () => asAnna("POST", `/jobs/${film.id}/restore`);
  await context.close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

function addressOf({ path }) {
  if (path === "*") return "/no/such/street";
  return path.replace(/:\w+/, () => things[path] ?? assert.fail(`nothing is known to stand in for ${path}`));
}

const all = routes();
const adminPages = all.filter(({ path }) => path.startsWith("/admin"));
/** Who sees something of their own where. */
const walks = {
  visitor: all.filter(({ path }) => !path.startsWith("/admin/")),
  person: all.filter(({ path, layout }) => layout === "app" && path !== "/ui"),
  admin: adminPages,
};

async function enter(who, viewport, options) {
  const context = await newContext(browser, server.address, viewport, options);
  if (who !== "visitor") await comeBackAs(context, people[who]);
  const page = await context.newPage();
  return { context, page };
}

/** Opens the page and waits until it stands still. */
async function open(page, address) {
  await page.goto(address);
  await page.locator("h1").first().waitFor({ state: "attached" });
  if (address !== "/ui") {
    await page.waitForFunction(() => document.querySelectorAll('#content [aria-label="Loading…"]').length === 0);
  }
  await page.waitForTimeout(250);
}

/** Refusals that a page means to get: somebody's door without a key, a code that is over. */
const EXPECTED = [/status of (401|403|404|410|422)/, /ERR_ABORTED/];

for (const viewport of [DESKTOP, PHONE]) {
  for (const [who, pages] of Object.entries(walks)) {
    test(`every page of a ${who} is sound, at ${viewport.width} px`, async () => {
      const { context, page } = await enter(who, viewport);
      const faults = [];
      const links = new Map();
      for (const route of pages) {
        const address = addressOf(route);
        await open(page, address);
        for (const found of await axe(page)) faults.push(`${address}: ${found}`);
        for (const words of await bareKeys(page)) faults.push(`${address}: the text “${words}” is missing`);
        if (viewport === PHONE) {
          for (const size of [PHONE, NARROW]) {
            await page.setViewportSize(size);
            const over = await tooWide(page);
            if (over > 0) faults.push(`${address}: ${over} px wider than ${size.width}`);
          }
          await page.setViewportSize(PHONE);
        }
        for (const link of await linksOf(page)) links.set(link.href.split("#")[0], { ...link, from: address });
        assert.equal(await page.locator("h1").count(), 1, `${address} has not one first heading`);
      }
      for (const [href, { download, from }] of links) {
        const { hostname, origin, pathname, search, protocol } = new URL(href);
        const ours = origin === server.address || hostname === "localhost";
        if (!ours) {
          if (protocol !== "https:") faults.push(`${from} leads to ${href}`);
          continue;
        }
        if (download || /^\/(api|sandbox)\//.test(pathname)) {
          const got = await context.request.fetch(href, { method: "GET" });
          if (!got.ok()) faults.push(`${from}: ${pathname} answers ${got.status()}`);
          continue;
        }
        if (pages.some((route) => addressOf(route) === pathname + search)) continue;
        await open(page, pathname + search);
        if (await page.getByText(LOST).isVisible()) faults.push(`${from} leads to ${pathname}, which does not exist`);
      }
      const complaints = context.complaints.filter((words) => !EXPECTED.some((known) => known.test(words)));
      assert.deepEqual([...faults, ...complaints], []);
      await context.close();
    });
  }
}

// Pressing changes things: only when all of it was looked at. The phone's buttons are pressed in the long set.
for (const viewport of process.env.WALK_ALL ? [DESKTOP, PHONE] : [DESKTOP]) {
  for (const [who, pages] of Object.entries(walks)) {
    test(`every button of a ${who} does something, at ${viewport.width} px`, async () => {
      const faults = [];
      const skip = new Set();
      let { context, page } = await enter(who, viewport);
      for (const route of pages) {
        // The shelf of components presses its own buttons in `npm test`; they do nothing but show themselves.
        if (route.path === "/ui") continue;
        const address = addressOf(route);
        const reset = async () => {
          // A press may have put the film away; it comes back for the next.
          if (who === "person") await restore().catch(() => undefined);
          await open(page, address);
          if (who !== "visitor" && (await page.evaluate(() => localStorage.getItem("reverie.signed-in"))) === null) {
            await comeBackAs(context, people[who]);
            await open(page, address);
          }
        };
        await reset();
        faults.push(...(await pressEverything(page, { reset, skip, where: address })));
      }
      const complaints = context.complaints.filter((words) => !EXPECTED.some((known) => known.test(words)));
      assert.deepEqual([...faults, ...complaints], []);
      await context.close();
    });
  }
}

for (const locale of ["ru", "hi"]) {
  test(`every page speaks ${locale}, and its words fit a phone`, async () => {
    const faults = [];
    for (const [who, pages] of Object.entries(walks)) {
      const { context, page } = await enter(who, PHONE, { locale });
      await page.addInitScript((language) => {
        localStorage.setItem("reverie.preferences", JSON.stringify({ motion: "less", language }));
      }, locale);
      if (who !== "visitor") {
        const { api } = await comeBackAs(context, people[who]);
        await api("PATCH", "/me", { locale });
      }
      for (const route of pages) {
        const address = addressOf(route);
        await page.goto(address);
        await page.locator("h1").first().waitFor({ state: "attached" });
        await page.waitForTimeout(300);
        if ((await page.locator("html").getAttribute("lang")) !== locale) faults.push(`${address} is not in ${locale}`);
        const over = await tooWide(page);
        if (over > 0) faults.push(`${address}: ${over} px wider than the phone`);
        for (const words of await bareKeys(page)) faults.push(`${address}: the text “${words}” is missing`);
        for (const words of await cutOff(page)) faults.push(`${address}: “${words}” is cut off`);
      }
      if (who !== "visitor") await (await comeBackAs(context, people[who])).api("PATCH", "/me", { locale: "en" });
      await context.close();
    }
    assert.deepEqual(faults, []);
  });
}
