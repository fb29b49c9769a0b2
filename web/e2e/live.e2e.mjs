// What happens is seen: on every tab and device, after a lost connection, after a reload, and without a network.
import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { after, before, test } from "node:test";
import {
  DESKTOP, PHONE, comeBackAs, joinAs, newContext, nothingBroke, picture, startBrowser, startNothing, startServer, until,
} from "./harness.mjs";

let server;
let browser;

before(async () => {
  server = await startServer({ environment: { REVERIE_RATE_LIMITS: "off" } });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const pill = (page, words) => page.getByRole("button", { name: `${words} ready to spend` });
const rows = (page) => page.locator("#content").getByRole("article");

async function signedIn(viewport, who, email) {
  const context = await newContext(browser, server.address, viewport);
  const person = email ? await comeBackAs(context, email) : await joinAs(context, who);
  return { context, person, page: await context.newPage() };
}

test("two tabs and another device agree on a run and on the credits, without a reload", async () => {
  const { context, page, person } = await signedIn(DESKTOP, "Anna");
  const tab = await context.newPage();
  const device = await signedIn(PHONE, undefined, person.email);
  const pages = [page, tab, device.page];
  await page.goto("/home");
  await tab.goto("/jobs");
  await device.page.goto("/wallet");
  for (const one of pages) await pill(one, "2 credits").waitFor();

  const job = await startNothing(person.api, 12_000);
  for (const one of pages) await pill(one, "1.99 credits").waitFor();
  await page.getByRole("heading", { name: "Under way" }).waitFor();
  await rows(tab).first().getByText("Under way").waitFor();
  await device.page.getByText("set aside while it is made").waitFor();
  const percent = async (one) => Number(await one.getByRole("progressbar").first().getAttribute("aria-valuenow"));
  await until("both tabs saw it move", async () => (await percent(page)) > 10 && (await percent(tab)) > 10);
  await person.api("POST", `/jobs/${job.id}/cancel`);
  await rows(tab).first().getByText("Stopped").waitFor();
  await device.page.getByText("not used, back with you").waitFor();
  for (const one of pages) await pill(one, "2 credits").waitFor();
  await page.getByRole("heading", { name: "Under way" }).waitFor({ state: "detached" });
  await picture(device.page, "wallet-live");
  nothingBroke(context);
  nothingBroke(device.context);
  await context.close();
  await device.context.close();
});

test("what happened while the line was cut is there when it is back, and nothing is missing", async () => {
  const { context, page, person } = await signedIn(DESKTOP, "Boris");
  const elsewhere = await signedIn(PHONE, undefined, person.email);
  let loads = 0;
  await page.goto("/jobs");
  page.on("domcontentloaded", () => (loads += 1));
  await page.getByText("Nothing made yet").waitFor();
  await startNothing(elsewhere.person.api, 0);
  await rows(page).first().getByText("Done").waitFor();

  await context.setOffline(true);
  await page.getByText(/You're offline/).waitFor();
  for (let i = 0; i < 3; i++) await startNothing(elsewhere.person.api, 0);
  const made = async () => (await elsewhere.person.api("GET", "/jobs")).items.filter((one) => one.state === "succeeded");
  await until("four are done", async () => (await made()).length === 4);
  assert.equal(await rows(page).count(), 1);
  await context.setOffline(false);
  await until("all four are seen", async () => (await rows(page).count()) === 4);
  await until("each is done", async () => (await rows(page).getByText("Done", { exact: true }).count()) === 4);
  await pill(page, "1.96 credits").waitFor();
  await page.getByText(/You're offline/).waitFor({ state: "detached" });
  assert.equal(loads, 0);
  nothingBroke(context, /ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  await context.close();
  await elsewhere.context.close();
});

for (const viewport of [DESKTOP, PHONE]) {
  test(`a reload in the middle of a run shows the same run and follows it to its end, at ${viewport.width} px`, async () => {
    const { context, page, person } = await signedIn(viewport, "Clara");
    const job = await startNothing(person.api, 15_000);
    await page.goto(`/create/video?job=${job.id}`);
    const bar = page.locator("#content").getByRole("progressbar").first();
    const percent = async () => Number(await bar.getAttribute("aria-valuenow"));
    await bar.waitFor();
    await until("it moves", async () => (await percent()) > 5);
    await page.reload();
    await bar.waitFor();
    await until("it goes on", async () => (await percent()) > 20);
    await page.locator("#content").getByText("Done", { exact: true }).first().waitFor();
    await pill(page, "1.99 credits").waitFor();
    nothingBroke(context);
    await context.close();
  });
}

test("an action without a network says so in words, changes nothing, and works afterwards", async () => {
  const { context, page, person } = await signedIn(DESKTOP, "Dora");
  const job = await startNothing(person.api, 30_000);
  await page.goto("/jobs");
  await rows(page).first().waitFor();
  await context.setOffline(true);
  await page.getByText(/You're offline/).waitFor();
  await rows(page).first().getByRole("button", { name: "Stop" }).click();
  await page.getByRole("region", { name: /Notifications/ }).getByText("No connection").waitFor();
  await context.setOffline(false);
  assert.notEqual((await person.api("GET", `/jobs/${job.id}`)).state, "canceled");
  await rows(page).first().getByRole("button", { name: "Stop" }).click();
  await rows(page).first().getByText("Stopped").waitFor();
  nothingBroke(context, /ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  await context.close();
});

/** The same server behind another door, where a newer version of the site can appear. */
async function doorBefore(address) {
  const target = new URL(address);
  const door = { newer: false, cut: false };
  const proxy = createServer((asked, answer) => {
    if (door.cut) {
      asked.socket.destroy();
      return;
    }
    const worker = asked.url === "/sw.js" && door.newer;
    const headers = { ...asked.headers, ...(worker ? { "accept-encoding": "identity" } : {}) };
    if (worker) for (const name of ["if-none-match", "if-modified-since"]) delete headers[name];
    const passed = request({ host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers },
      (got) => {
        if (!worker) {
          answer.writeHead(got.statusCode, got.headers);
          got.pipe(answer);
          return;
        }
        const { "content-length": _, "content-encoding": __, etag: ___, ...rest } = got.headers;
        answer.writeHead(got.statusCode, rest);
        got.on("data", (part) => answer.write(part));
        got.on("end", () => answer.end("\n// a newer one\n"));
      });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise((open) => proxy.listen(0, "localhost", open));
  return Object.assign(door, {
    address: `http://localhost:${proxy.address().port}`,
    shut: () => {
      proxy.closeAllConnections();
      return new Promise((shut) => proxy.close(shut));
    },
  });
}

test("the shell opens without a network, and a newer version waits until it is taken", async () => {
  const door = await doorBefore(server.address);
  const context = await newContext(browser, door.address, DESKTOP, { worker: true });
  await joinAs(context, "Emma");
  const page = await context.newPage();
  await page.goto("/home");
  await page.getByText("Good to see you, Emma").waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  // Also for the service worker, which a browser's own switch doesn't reach.
  door.cut = true;
  await context.setOffline(true);
  await page.goto("/home");
  await page.getByText(/You're offline/).first().waitFor();
  await page.getByRole("heading", { name: "The line is quiet" }).waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Create" }).waitFor();
  await picture(page, "offline");
  door.cut = false;
  await context.setOffline(false);
  await page.getByText("Good to see you, Emma").waitFor();

  await page.goto("/home");
  await page.getByText("Good to see you, Emma").waitFor();
  door.newer = true;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => undefined));
  await page.getByText("A new version is ready.").waitFor();
  const reloaded = page.waitForEvent("domcontentloaded");
  await page.getByRole("button", { name: "Use it" }).click();
  await reloaded;
  await page.getByText("Good to see you, Emma").waitFor();
  nothingBroke(context, /ERR_INTERNET_DISCONNECTED|WebSocket connection|Failed to (fetch|load)|status of 403/);
  await context.close();
  await door.shut();
});
