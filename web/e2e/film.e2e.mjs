// A person brings a photo, sees what could move, keeps it with an e-mail address, and the film plays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  DESKTOP, FILM_PATIENCE, PATIENCE, PHONE, newPage, nothingBroke, photo, picture, signUpIn, startBrowser, startServer,
  tooWide,
} from "./harness.mjs";

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Everything the stage says while the film is made, as it was said. */
async function followStage(page) {
  await page.evaluate(() => {
    globalThis.followed = { percents: [], lines: [] };
    const keep = (list, words) => words && list.at(-1) !== words && list.push(words);
    const look = () => {
      for (const bar of document.querySelectorAll('#content [role="progressbar"]')) {
        keep(globalThis.followed.percents, bar.getAttribute("aria-valuenow"));
      }
      keep(globalThis.followed.lines, document.getElementById("content").innerText);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true,
      attributes: true, attributeFilter: ["aria-valuenow"] });
    look();
  });
}

for (const viewport of [DESKTOP, PHONE]) {
  test(`a photo becomes a film at ${viewport.width} px, without an account until it is made`, async (t) => {
    const page = await newPage(browser, server.address, viewport);
    let loads = 0;
    page.on("domcontentloaded", () => (loads += 1));
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByText("2 free credits").first().waitFor();
    await picture(page, "landing");

    const began = Date.now();
    await page.setInputFiles("input[type=file]", photo("astronaut.jpg"));
    const suggestions = page.getByRole("group", { name: "What should move?" }).getByRole("button");
    await suggestions.nth(2).waitFor();
    const suggested = Date.now() - began;
    assert.equal(await suggestions.count(), 3);
    await page.getByLabel("Film: Small moving preview").waitFor({ timeout: FILM_PATIENCE });
    t.diagnostic(`suggestions after ${suggested} ms, preview after ${Date.now() - began} ms`);
    const make = page.getByRole("button", { name: "Make it, 1 credit", exact: true });
    await make.waitFor();
    assert.match(await page.locator("main").innerText(), /about \d+ s/);
    assert.match(await page.locator("main").innerText(), /2 free credits when you join/);
    await picture(page, "create");
    await make.click();

    const sheet = page.getByRole("dialog");
    await sheet.getByText("2 free credits when you join").waitFor();
    await sheet.getByRole("button", { name: "Continue in Telegram" }).waitFor();
    await picture(page, "sheet");
    await signUpIn(sheet, { email: `anna-${viewport.width}@example.com` });

    // It goes on by itself, and says what it is doing.
    await page.getByText(/1 credit is held until it is done/).waitFor();
    await followStage(page);
    await page.getByText(/At \d.* at the latest/).waitFor();
    await page.getByRole("button", { name: "Stop" }).first().waitFor();
    await picture(page, "running");
    const download = page.locator("#content").getByRole("link", { name: /Download/ }).first();
    await download.waitFor({ timeout: FILM_PATIENCE });
    const { percents, lines } = await page.evaluate(() => globalThis.followed);
    assert.ok(percents.length >= 3, `the percent moved only through ${percents}`);
    assert.ok(percents.every((one, at) => at === 0 || Number(one) >= Number(percents[at - 1])), `not: ${percents}`);
    assert.ok(lines.some((line) => /\d+ s left|Usually about/.test(line)), "no time left was ever said");
    await picture(page, "made");

    // The film really plays: time passes in it, and it is as large as the quote promised.
    const film = page.locator("#content video").first();
    const played = await film.evaluate(async (video) => {
      video.muted = true;
      video.currentTime = 0;
      await video.play();
      const from = video.currentTime;
      await new Promise((moved) => {
        video.addEventListener("timeupdate", () => video.currentTime > from + 0.3 && moved());
      });
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration, at: video.currentTime };
    });
    assert.ok(played.width >= 320 && played.height >= 320, JSON.stringify(played));
    assert.ok(Math.abs(played.seconds - 5) < 0.3, JSON.stringify(played));
    const file = await page.request.get(await download.getAttribute("href"));
    assert.equal(file.headers()["content-type"], "video/mp4");
    assert.match(file.headers()["content-disposition"], /^attachment/);
    assert.equal((await file.body()).subarray(4, 8).toString(), "ftyp");

    // The credit: held, then charged, each in plain words; what is left stands in the pill.
    await page.getByRole("button", { name: "1 credit ready to spend" }).click();
    await page.getByRole("heading", { name: "Every entry" }).waitFor();
    const entries = page.getByRole("region", { name: "Every entry" }).getByRole("listitem");
    await entries.nth(2).waitFor();
    const words = (await entries.allInnerTexts()).map((entry) => entry.replace(/\s+/g, " "));
    assert.equal(words.length, 3);
    assert.match(words[0], /checked, stored and yours.*[−-]1/);
    assert.match(words[1], /set aside while it is made/);
    assert.match(words[2], /given to you · a welcome.*\+2/);
    await picture(page, "wallet");

    assert.ok((await tooWide(page)) <= 0, "the wallet is wider than the window");
    assert.equal(loads, 1, "the page was loaded again on the way");
    nothingBroke(page.context());
    await page.context().close();
  });
}
