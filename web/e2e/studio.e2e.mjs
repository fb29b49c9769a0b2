// The studio: how a photo comes in, what is suggested, what can go wrong, and what happens to a credit meanwhile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  DESKTOP, FILM_PATIENCE, PASSWORD, PHONE, ask, firstAdmin, joinAs, newContext, nothingBroke, photo, picture,
  startBrowser, startServer, until,
} from "./harness.mjs";
import { cutOff, empty, heic, night, speck, street, text } from "./photos.mjs";

let server;
let browser;
let admin;

before(async () => {
  server = await startServer({ environment: { REVERIE_RATE_LIMITS: "off" } });
  browser = await startBrowser();
  const context = await newContext(browser, server.address, DESKTOP);
  admin = (await firstAdmin(context, server)).api;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const widths = [DESKTOP, PHONE];
const at = ({ width }) => `at ${width} px`;
const suggestions = (page) => page.getByRole("group", { name: "What should move?" }).getByRole("button");
const idea = (page) => page.getByRole("textbox", { name: "What should happen" });
const make = (page) => page.getByRole("button", { name: "Make it, 1 credit", exact: true });
const pill = (page, count) =>
  page.getByRole("button", { name: `${count} credit${count === 1 ? "" : "s"} ready to spend` });

async function studio(viewport, { who = "Anna", path = "/create/video", ...options } = {}) {
  const context = await newContext(browser, server.address, viewport, options);
  const person = who && (await joinAs(context, who));
  const page = await context.newPage();
  await page.goto(path);
  return { context, page, person };
}

async function bring(page, file = street()) {
  await page.locator("#content input[type=file]").first().setInputFiles(file);
}

const kinds = async (person) => (await person.api("GET", "/wallet/entries")).items.map(({ kind }) => kind);

/** Puts a file into the event as the browser would. */
function carry(page, target, event, { name, mimeType, buffer }) {
  return page.evaluate(
    ({ target, event, name, mimeType, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type: mimeType }));
      const made =
        event === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true })
          : new DragEvent(event, { dataTransfer: data, bubbles: true, cancelable: true });
      (target ? document.querySelector(target) : document.body).dispatchEvent(made);
    },
    { target, event, name, mimeType, bytes: buffer.toString("base64") },
  );
}

test("a photo can be dropped or pasted on the landing page, and the studio goes on with it", async () => {
  for (const way of ["drop", "paste"]) {
    const { context, page } = await studio(DESKTOP, { who: null, path: "/" });
    await page.getByText("Drop a photo here").waitFor();
    const target = "section[aria-labelledby=try] p ~ div";
    if (way === "drop") {
      await carry(page, target, "dragover", street());
      await page.getByText("Let go, it will land here").waitFor();
    }
    await carry(page, way === "drop" ? target : undefined, way, street(`${way}.png`));
    await page.waitForURL("**/create/video");
    await suggestions(page).nth(2).waitFor();
    nothingBroke(context);
    await context.close();
  }
});

for (const viewport of widths) {
  test(`suggestions are taken with a tap and an own idea is improved only as one likes, ${at(viewport)}`, async () => {
    const { context, page } = await studio(viewport, { who: null });
    await bring(page);
    await suggestions(page).nth(2).waitFor();
    const first = await idea(page).inputValue();
    assert.notEqual(first, "", "the first suggestion stands in the prompt");
    await suggestions(page).nth(1).click();
    assert.equal(await suggestions(page).nth(1).getAttribute("aria-pressed"), "true");
    assert.notEqual(await idea(page).inputValue(), first);
    await page.getByLabel("Film: Small moving preview").waitFor({ timeout: FILM_PATIENCE });

    const mine = "slow zoom in, soft snow";
    await idea(page).fill(mine);
    assert.equal(await page.locator("[aria-pressed=true]").filter({ hasText: /./ }).count(), 0);
    const enhance = page.getByRole("button", { name: "Enhance" });
    await enhance.click();
    const change = page.getByRole("status").filter({ hasText: "A fuller wording. Take it or leave it." });
    await change.waitFor();
    assert.ok((await change.locator("ins").count()) > 0, "what is new is marked");
    await picture(page, "enhanced");
    await page.getByRole("button", { name: "Leave mine" }).click();
    assert.equal(await idea(page).inputValue(), mine);
    await enhance.click();
    await page.getByRole("button", { name: "Take it" }).click();
    await page.getByText("The new wording is in place.").waitFor();
    assert.notEqual(await idea(page).inputValue(), mine);
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await idea(page).inputValue(), mine);
    nothingBroke(context);
    await context.close();
  });

  test(`stopping a film gives the credit back at once, ${at(viewport)}`, async () => {
    const { context, page, person } = await studio(viewport);
    await bring(page);
    await pill(page, 2).waitFor();
    const hasIdea = () => until("an idea is there", async () => (await idea(page).inputValue()) !== "");
    await hasIdea();
    await make(page).click();
    await pill(page, 1).waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).first().click();
    await page.getByText("1 credit is back.").waitFor();
    await pill(page, 2).waitFor();
    assert.deepEqual(await kinds(person), ["release", "hold", "grant"]);
    await picture(page, "stopped");

    // One way forward, with everything that was put in kept.
    await page.locator("#content").getByRole("button", { name: "Change" }).click();
    await make(page).waitFor();
    await hasIdea();
    nothingBroke(context);
    await context.close();
  });

  test(`a photo that can't be used is refused with a remedy and nothing is held, ${at(viewport)}`, async () => {
    const { context, page, person } = await studio(viewport);
    const alert = page.locator("#content").getByRole("alert");
    for (const [file, words] of [
      [empty(), /The file is empty\. Try another copy/],
      [heic(), /isn't a picture we can read\. JPEG, PNG, WebP and GIF work/],
      [speck(), /only 8 × 8\. It takes at least 64/],
      [text(), /This is text .*Send a photo/],
      [cutOff(), /can't be opened.*Send it again/s],
    ]) {
      await bring(page, file);
      await alert.filter({ hasText: words }).waitFor();
    }
    await bring(page, night());
    await alert.filter({ hasText: /Too dark/ }).waitFor();
    await picture(page, "too-dark");
    const button = page.getByRole("button", { name: /^Make it/ });
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    assert.equal(await button.getAttribute("title"), "This photo can’t be used");
    await button.click({ force: true });
    assert.deepEqual(await kinds(person), ["grant"]);
    assert.deepEqual((await person.api("GET", "/jobs")).items, []);
    await alert.getByText("Another photo").waitFor();
    await bring(page);
    await make(page).waitFor();
    nothingBroke(context, /status of 4(15|22|00)/);
    await context.close();
  });

  test(`without credits it says kindly what can be done, and goes on when some arrive, ${at(viewport)}`, async () => {
    const { context, page, person } = await studio(viewport);
    await bring(page);
    await make(page).waitFor();
    const grants = `/admin/people/${person.account.id}/grants`;
    await admin("POST", grants, { credits: -2, reason: "For a test" });
    await page.getByText("1 credit short.").waitFor();
    await page.getByText(/whoever runs this place can add some/).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Make it/ }).count(), 0, "no dead button");
    await picture(page, "short");
    await page.getByRole("link", { name: "See the wallet" }).click();
    await page.getByText("Set right by an admin").waitFor();
    await page.getByText("For a test").waitFor();
    await page.goBack();
    await page.getByText("1 credit short.").waitFor();
    await admin("POST", grants, { credits: 1, reason: "Welcome back" });
    await make(page).waitFor();
    nothingBroke(context);
    await context.close();
  });
}

test("two quick presses on the price make one film", async () => {
  const { context, page, person } = await studio(DESKTOP);
  await bring(page);
  await make(page).dblclick();
  await page.getByRole("button", { name: "Stop", exact: true }).first().waitFor();
  assert.equal((await person.api("GET", "/jobs")).items.length, 1);
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await page.getByText("1 credit is back.").waitFor();
  assert.deepEqual(await kinds(person), ["release", "hold", "grant"]);
  nothingBroke(context);
  await context.close();
});

test("what one is about to make survives a reload, also the press that waits for the sign-in", async () => {
  const { context, page } = await studio(DESKTOP, { who: null });
  await bring(page);
  await suggestions(page).nth(2).waitFor();
  await idea(page).fill("gentle rain, slow push in");
  await make(page).waitFor();
  await page.reload();
  await make(page).waitFor();
  assert.equal(await idea(page).inputValue(), "gentle rain, slow push in");
  await make(page).click();
  await page.getByRole("dialog").waitFor();
  await page.reload();
  await page.getByRole("dialog").getByText("Keep it: Telegram or e-mail").waitFor();
  await page.keyboard.press("Escape");
  await make(page).waitFor();
  nothingBroke(context);
  await context.close();
});

test("a visit that ran out begins anew: the photo is asked for again and everything works", async () => {
  const { context, page } = await studio(DESKTOP, { who: null });
  await bring(page);
  await make(page).waitFor();
  await page.evaluate(() => {
    const kept = JSON.parse(sessionStorage.getItem("reverie.visit"));
    sessionStorage.setItem("reverie.visit", JSON.stringify({ ...kept, expiresAt: Date.now() - 1000 }));
  });
  await page.reload();
  await page.getByText("Drop a photo here").waitFor();
  await bring(page);
  await make(page).waitFor();
  // And one that the server no longer knows, in the middle of it.
  await page.evaluate(() => {
    const kept = JSON.parse(sessionStorage.getItem("reverie.visit"));
    kept.grant.accessToken = kept.grant.accessToken.slice(0, -8) + "AAAAAAAA";
    sessionStorage.setItem("reverie.visit", JSON.stringify(kept));
  });
  await page.reload();
  await page.getByText("Drop a photo here").waitFor();
  await bring(page);
  await make(page).waitFor();
  nothingBroke(context, /status of 40[14]/);
  await context.close();
});

test("the first film by keyboard alone", async () => {
  const { context, page } = await studio(DESKTOP, { who: null, path: "/" });
  await page.getByText("2 free credits").first().waitFor();
  const reach = async (locator, most = 60) => {
    await locator.waitFor();
    for (let i = 0; i < most; i++) {
      if (await locator.evaluate((one) => one === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab never reached ${locator}`);
  };
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  await reach(page.locator("#content input[type=file]").first());
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await chooser.setFiles(street());
  await reach(suggestions(page).nth(1));
  await page.keyboard.press("Enter");
  await reach(make(page));
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await reach(sheet.getByRole("button", { name: "Continue with e-mail" }));
  await page.keyboard.press("Enter");
  await reach(sheet.getByLabel("Your name"));
  await page.keyboard.type("Kay");
  await page.keyboard.press("Tab");
  await page.keyboard.type("kay@example.com");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await sheet.waitFor({ state: "detached" });
  const download = page.locator("#content").getByRole("link", { name: "Download" }).last();
  await download.waitFor({ timeout: FILM_PATIENCE });
  const film = page.locator("#content video").first();
  await reach(film);
  const playing = () => film.evaluate((video) => !video.paused);
  const before = await playing();
  await page.keyboard.press("Space");
  await until("Space plays and stops the film", async () => (await playing()) !== before);
  await reach(download);
  nothingBroke(context);
  await context.close();
});

test("make another, change, delete with undo, and find it all in the history", async () => {
  const { context, page, person } = await studio(DESKTOP);
  await page.locator("#content input[type=file]").first().setInputFiles(photo("chelsea.jpg"));
  await make(page).click();
  const content = page.locator("#content");
  await content.getByRole("link", { name: "Download" }).first().waitFor({ timeout: FILM_PATIENCE });
  const { id } = (await person.api("GET", "/jobs")).items[0];

  await content.getByRole("button", { name: "Make another, 1 credit" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await page.getByText("1 credit is back.").waitFor();
  assert.deepEqual(
    (await person.api("GET", "/jobs")).items.map(({ state }) => state),
    ["canceled", "succeeded"],
  );
  await pill(page, 1).waitFor();

  await page.goto("/jobs");
  const rows = content.getByRole("article");
  await rows.nth(1).waitFor();
  await page.getByRole("button", { name: "Stopped" }).click();
  await until("one row is left", async () => (await rows.count()) === 1);
  assert.match(page.url(), /state=canceled/);
  await page.reload();
  await rows.first().getByText("nothing charged").waitFor();
  assert.equal(await rows.count(), 1);
  await page.getByRole("button", { name: "Failed" }).click();
  await page.getByText("Nothing of this kind.").waitFor();
  await page.getByRole("button", { name: "Show all" }).click();
  await rows.nth(1).waitFor();
  await page.getByRole("button", { name: "Any model" }).click();
  await page.getByRole("radio", { name: "Photo in motion" }).click();
  await rows.nth(1).waitFor();
  await picture(page, "history");

  const done = rows.filter({ hasText: "Done" });
  await done.getByRole("button", { name: /^Remove/ }).click();
  await page.getByText("Removed. It stays in the bin for 30 days.").waitFor();
  await until("the row is gone", async () => (await rows.count()) === 1);
  await page.getByRole("button", { name: "Undo" }).click();
  await rows.nth(1).waitFor();

  // On a phone, the same person: the film's own page with its receipt and recipe, and the way to change it.
  const phone = await newContext(browser, server.address, PHONE);
  await ask(phone, "POST", "/auth/sign-in", { data: { email: person.email, password: PASSWORD } });
  const small = await phone.newPage();
  await small.goto("/signin");
  await small.evaluate(() => localStorage.setItem("reverie.signed-in", "1"));
  await small.goto(`/jobs/${id}`);
  await small.getByRole("heading", { name: "Receipt" }).waitFor();
  await small.getByText("Charged when the film was checked and stored. Never more than quoted.").waitFor();
  await small.getByText("The whole recipe").click();
  await small.getByText("seed", { exact: true }).waitFor();
  await picture(small, "film-page");
  await small.getByRole("button", { name: "Change" }).click();
  await small.waitForURL("**/create/video");
  await make(small).waitFor();
  await small.goto("/home");
  await small.getByRole("heading", { name: "Latest films" }).waitFor();
  await small.getByText("ready to spend", { exact: true }).waitFor();
  await small.getByText("Free", { exact: true }).waitFor();
  await picture(small, "home");
  nothingBroke(context);
  nothingBroke(phone);
  await context.close();
  await phone.close();
});

test("with little motion nothing starts by itself and nothing goes round for ever", async () => {
  const { context, page } = await studio(DESKTOP, { who: null, path: "/", reducedMotion: "reduce" });
  const examples = page.locator("figure video");
  await examples.first().waitFor();
  assert.ok(await examples.evaluateAll((videos) => videos.every((video) => video.paused)));
  await page.goto("/create/video");
  await bring(page);
  await page.getByLabel("Film: Small moving preview").waitFor({ timeout: FILM_PATIENCE });
  assert.ok(await page.locator("#content video").first().evaluate((video) => video.paused));
  const forever = await page.evaluate(() =>
    document.getAnimations().filter((one) => one.playState === "running" && one.effect.getTiming().iterations === Infinity)
      .map((one) => one.animationName));
  assert.deepEqual(forever, []);
  nothingBroke(context);
  await context.close();
});
