// Web and bot become one person: with a tap, by hand, and only when the person says yes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Chat } from "./chat.mjs";
import { DESKTOP, PHONE, joinAs, newPage, photo, picture, startBrowser, startServer, until } from "./harness.mjs";

/** What happened at one door has to be seen at the other within a second; the rest is for a busy machine. */
const LIVE = 5_000;

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

/** A browser in which somebody already chats with the bot: the chat, and a tab of the site beside it. */
async function chatAndSite(viewport, name, username) {
  const site = await newPage(browser, server.address, viewport);
  const chat = await Chat.as(browser, server, viewport, { name, username, context: site.context() });
  return { site, chat };
}

/** The tap that opens the bot with a code; the chat is the tab that opens. */
async function opensTelegram(site) {
  const opened = site.context().waitForEvent("page");
  await site.getByRole("button", { name: "Continue in Telegram" }).click();
  const chat = new Chat(await opened);
  await chat.page.waitForURL(/\/sandbox\/telegram/);
  return chat;
}

/** Its own films and credits are used, so it is no untouched account any more. */
async function makesAFilm(chat) {
  await chat.sendsPhoto(photo("coffee.jpg"));
  const [first] = await chat.suggestions();
  await chat.taps(first);
  await chat.plays((await chat.films().count()) > 0 ? 1 : 0);
}

/** What stands on the page, in one line, as somebody reads it. */
async function reads(page, words) {
  const text = () => page.locator("main").first().innerText().then((all) => all.replace(/\s+/g, " "));
  await until(`${words} is there`, async () => words.test(await text()), LIVE).catch(async () =>
    assert.fail(`No ${words} in: ${await text()}`));
}

test("a waiting tab turns into the person who says yes in the chat, and both doors agree live", async () => {
  const { site, chat: first } = await chatAndSite(DESKTOP, "Anna", "anna_links");
  await first.page.close();
  await site.goto("/signin");
  const chat = await opensTelegram(site);
  await chat.page.getByTestId("start").click();
  await chat.reads("Is this you?");
  await chat.reads(/Chrome · Linux/);
  await chat.picture("link-1-asks");
  assert.match(site.url(), /signin/, "nothing happens before the person says yes");

  await chat.taps("Yes, that's me");
  await site.waitForURL(/\/home/, { timeout: 10_000 });
  await chat.reads("It's you, Anna", { anywhere: true });
  await chat.reads("You have 2 credits", { anywhere: true });
  await picture(site, "link-2-home");

  // One balance and one history, without a reload.
  await site.goto("/wallet");
  await reads(site, /2 balance 0 held/i);
  let reloads = 0;
  site.on("framenavigated", () => reloads++);
  await chat.sendsPhoto(photo("astronaut.jpg"));
  const [idea] = await chat.suggestions();
  await chat.taps(idea);
  await chat.reads(/Starting “|Filming “/, { anywhere: true });
  await reads(site, /2 balance 1 held/i);
  await chat.plays(0);
  await reads(site, /1 balance 0 held/i);
  await reads(site, /Charged/);
  await picture(site, "link-3-wallet");
  await site.getByRole("link", { name: /History|Films/ }).first().click();
  await site.getByText(idea.replace(/ · \d.*/, "")).or(site.getByText("Photo in motion")).first().waitFor({ timeout: LIVE });
  assert.equal(reloads <= 1, true, "the page was not loaded again");
  await site.context().close();
});

test("who says no links nothing, and the tab says that the code is void", async () => {
  const { site, chat: first } = await chatAndSite(PHONE, "Nina", "nina_links");
  await first.page.close();
  await site.goto("/signin");
  const chat = await opensTelegram(site);
  await chat.page.getByTestId("start").click();
  await chat.reads("Is this you?");
  await chat.taps(/^No$/);
  await chat.reads("that link is void", { anywhere: true });
  await site.getByText("That code ran out").waitFor({ timeout: 15_000 });
  assert.match(site.url(), /signin/);
  await site.context().close();
});

test("an account on the web that has only its welcome is named in the chat and linked at once", async () => {
  const { site, chat: first } = await chatAndSite(DESKTOP, "Marie", "marie_links");
  await first.starts();
  await makesAFilm(first);
  await first.page.close();
  await joinAs(site.context(), "Marie");
  await site.goto("/link");
  const chat = await opensTelegram(site);
  await chat.page.getByTestId("composer").waitFor();
  await chat.page.getByTestId("start").click();
  await chat.reads("Is this your account?");
  await chat.reads(/m…@example\.com/);
  await chat.taps("Yes, that's me");
  await chat.reads("It's you, Marie", { anywhere: true });
  await site.waitForURL(/\/home/, { timeout: 10_000 });
  // What was used in the chat is what there is; the other welcome is gone.
  await chat.command("balance");
  await chat.reads("You can spend 1 credit");
  await site.goto("/wallet");
  await reads(site, /1 balance 0 held/i);
  await site.context().close();
});

test("username and six digits sign in; the name alone proves nothing, and five tries are all", async () => {
  const { site, chat } = await chatAndSite(PHONE, "Dina", "dina_links");
  await chat.starts();
  await chat.command("link");
  const said = await (await chat.reads(/dina_links/)).textContent();
  const digits = said.match(/\b\d{6}\b/)[0];
  await chat.picture("link-digits");

  await site.goto("/signin");
  await site.getByRole("button", { name: "Enter username and digits instead" }).click();
  await site.getByLabel("Telegram username").fill("@dina_links");
  const send = site.getByRole("button", { name: "That's me" });
  const wrong = digits === "000000" ? "111111" : "000000";
  await site.getByLabel("Six digits").fill(wrong);
  await send.click();
  await site.getByText(/digits/i).filter({ hasText: /not|wrong|don't/i }).first().waitFor();
  await picture(site, "link-digits-wrong");
  await site.getByLabel("Six digits").fill(digits);
  await send.click();
  await site.waitForURL(/\/home/, { timeout: 10_000 });

  await chat.command("link");
  await chat.reads(/\b(?!000000)\d{6}\b/);
  const guesser = await newPage(browser, server.address, DESKTOP);
  await guesser.goto("/signin");
  await guesser.getByRole("button", { name: "Enter username and digits instead" }).click();
  await guesser.getByLabel("Telegram username").fill("dina_links");
  for (let i = 0; i < 6; i++) {
    await guesser.getByLabel("Six digits").fill(String(100000 + i));
    const answer = guesser.waitForResponse(/\/links\/telegram/);
    await guesser.getByRole("button", { name: "That's me" }).click();
    assert.equal((await answer).status(), i < 5 ? 422 : 429);
  }
  await guesser.getByText(/too many|wait|minutes/i).first().waitFor();
  await picture(guesser, "link-digits-too-many");
  await guesser.context().close();
  await site.context().close();
});

test("two accounts that were both used are refused kindly and keep what is theirs", async () => {
  const { site, chat: first } = await chatAndSite(DESKTOP, "Petra", "petra_links");
  await first.starts();
  await makesAFilm(first);
  await first.page.close();
  await joinAs(site.context(), "Petra");
  await site.goto("/create");
  await site.setInputFiles("input[type=file]", photo("coffee.jpg"));
  await site.getByRole("button", { name: /Make it/ }).first().click({ timeout: 60_000 });
  await site.getByRole("link", { name: /Download/ }).or(site.getByRole("button", { name: /Download/ })).first()
    .waitFor({ timeout: 180_000 });
  await site.goto("/link");
  const chat = await opensTelegram(site);
  await chat.page.getByTestId("start").click();
  await chat.reads("Is this your account?");
  await chat.taps("Yes, that's me");
  await chat.reads("have both been used already", { anywhere: true });
  await chat.reads("You have 1 credit", { anywhere: true });
  await chat.picture("link-merge-later");
  await site.context().close();
});

test("a film that the chat did not take waits on the web for the same price", async () => {
  const { site, chat: first } = await chatAndSite(DESKTOP, "Clara", "clara_links");
  await first.page.close();
  await site.goto("/signin");
  const chat = await opensTelegram(site);
  await chat.page.getByTestId("start").click();
  await chat.taps("Yes, that's me");
  await site.waitForURL(/\/home/, { timeout: 10_000 });
  await chat.sendsPhoto(photo("rocket.jpg"));
  const [idea] = await chat.suggestions();
  await chat.taps(idea);
  await chat.reads(/Starting “|Filming “/, { anywhere: true });
  await chat.page.getByTestId("open-tools").click();
  await chat.page.getByTestId("fault-broken").check();
  await chat.page.getByTestId("close-tools").click();
  // The third failed send gives the credit back; the site tells at once.
  await chat.untilCalled((call) => call.method === "sendVideo" && call.code === 500, 3);
  await site.goto("/jobs");
  await site.getByText("Ready. Take it for 1 credit").waitFor({ timeout: 60_000 });
  await picture(site, "link-claim-history");
  assert.equal(await site.getByRole("link", { name: /^Download/ }).count(), 0, "what is not paid is not handed out");
  await site.locator('main a[href^="/jobs/"]').first().click();
  const take = site.getByRole("button", { name: /Take it/ }).first();
  await take.waitFor();
  await picture(site, "link-claim-page");
  assert.equal(await site.locator("main video").count(), 0, "what is not paid is not shown");
  await take.click();
  await site.locator("main video").first().waitFor({ timeout: 15_000 });
  await picture(site, "link-claimed");
  await site.context().close();
});

test("where phones can reach the site, the bot's button signs in, once, and asks whoever is somebody already", async () => {
  const outside = await startServer({ environment: { REVERIE_PUBLIC_URL: "https://reverie.example" } });
  try {
    const site = await newPage(browser, outside.address, PHONE);
    const chat = await Chat.as(browser, outside, PHONE, { name: "Olive", username: "olive_links", context: site.context() });
    await chat.starts();
    const newLink = async () => {
      await chat.commandAnswered("link");
      const link = new URL(await chat.key("Open Reverie").getAttribute("href"));
      assert.equal(link.origin, "https://reverie.example");
      return link.pathname;
    };
    const path = await newLink();
    await site.goto(path);
    await site.waitForURL(/\/home/, { timeout: 15_000 });
    await picture(site, "link-open-on-web");

    // The same person again, in another browser: the link was good once.
    const other = await newPage(browser, outside.address, DESKTOP);
    await other.goto(path);
    await other.getByRole("link", { name: "Sign in" }).first().waitFor();
    assert.match(other.url(), /\/link\//);

    // Somebody else who is signed in is asked before they become Olive.
    await joinAs(other.context(), "Otto");
    await other.goto(await newLink());
    await other.getByText("You are signed in as Otto").waitFor();
    await picture(other, "link-open-swap");
    await other.getByRole("link", { name: "Stay as I am" }).click();
    await other.waitForURL(/\/home/);
    await other.goto(await newLink());
    await other.getByRole("button", { name: "Yes, that's me" }).click();
    await other.waitForURL(/\/home/, { timeout: 15_000 });
    await other.context().close();
    await site.context().close();
  } finally {
    await outside.stop();
  }
});
