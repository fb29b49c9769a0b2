// The bot, as a person meets it: in the chat page of the sandbox, at a desk and on a phone.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Chat } from "./chat.mjs";
import { DESKTOP, PHONE, axe, photo, startBrowser, startServer, tooWide } from "./harness.mjs";

let server;
let browser;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "reverie-bot-"));
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A nearly black picture, as a camera in a pocket takes it. */
async function darkPhoto(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#040404";
    brush.fillRect(0, 0, 640, 480);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const file = join(folder, "night.png");
  writeFileSync(file, Buffer.from(bytes));
  return file;
}

for (const viewport of [DESKTOP, PHONE]) {
  const at = `${viewport.width} px`;

  test(`four taps and nothing typed lead from the link to the first film, at ${at}`, async () => {
    const chat = await Chat.as(browser, server, viewport, { name: `Anna ${viewport.width}`, username: `anna_${viewport.width}` });
    await chat.page.getByTestId("about").filter({ hasText: "first two are free" }).waitFor();
    await chat.picture("bot-1-empty");
    assert.deepEqual(await axe(chat.page), []);

    await chat.starts(); // tap 1
    await chat.reads("first two films are free");
    await chat.reads("You have 2 credits");
    await chat.picture("bot-2-start");

    await chat.page.getByTestId("attach").click(); // taps 2 and 3: the clip, the photo
    await chat.sendsPhoto(photo("astronaut.jpg"));
    const suggestions = await chat.suggestions();
    assert.equal(suggestions.length, 3);
    for (const label of suggestions) assert.match(label, / · 1$/);
    await chat.reads("you have 2", { anywhere: true });
    const preview = chat.page.getByTestId("animation");
    await preview.waitFor({ timeout: 30_000 });
    await chat.reads("preview · local");
    assert.ok(await preview.evaluate((video) => !video.paused && video.loop), "a preview plays by itself");
    await chat.picture("bot-3-suggestions");

    await chat.taps(suggestions[0]); // tap 4
    await chat.reads(/Starting “|Filming “|In line/, { anywhere: true });
    // A quick machine is done before the first edit is due; that edits show percents is told by FollowingTest.
    await chat.messages.filter({ hasText: /\d+%/ }).or(chat.films()).first().waitFor({ timeout: 60_000 });
    await chat.picture("bot-4-progress");
    await chat.plays(0);
    await chat.reads("1 used, 1 left", { anywhere: true });
    await chat.reads("Done in", { anywhere: true });
    assert.equal(await chat.page.getByText(/Filming “/).count(), 0, "the progress was one message, edited");
    await chat.picture("bot-5-film");
    assert.deepEqual(await axe(chat.page), []);
    assert.ok((await tooWide(chat.page)) <= 0);

    await chat.taps("Original");
    await chat.page.getByTestId("file").filter({ hasText: "reverie-film.mp4 · video/mp4" }).waitFor();
    await chat.taps("Again · 1");
    await chat.plays(1);
    await chat.reads("1 used, 0 left", { anywhere: true });

    await chat.taps("Again · 1");
    await chat.reads(/costs 1 and you have 0/);
    await chat.picture("bot-6-no-credits");
    await chat.command("history");
    await chat.reads(/1\. .* · done/);
    await chat.taps(/^2$/);
    await chat.plays(2);
    await chat.leaves();
  });
}

test("an own idea leads to one priced button; stopped, it gives the credit back", async () => {
  const chat = await Chat.as(browser, server, PHONE, { name: "Olga", username: "olga_bot" });
  await chat.starts();
  await chat.sendsFile(photo("coffee.jpg"));
  await chat.suggestions();
  await chat.taps("Write my own");
  await chat.reads("in your own words", { anywhere: true });
  await chat.says("slow zoom in, gentle snow, cold light");
  await chat.reads("slow zoom in, gentle snow, cold light", { anywhere: true });
  assert.deepEqual(
    (await chat.keysOfLast()).filter((label) => / · \d/.test(label)),
    ["Make it · 1"],
  );

  await chat.taps("Preview, free");
  await chat.page.getByTestId("animation").first().waitFor({ timeout: 60_000 });
  await chat.taps("Format, length");
  await chat.reads("Format and length", { anywhere: true });
  await chat.taps("9:16");
  await chat.page.getByTestId("key").filter({ hasText: "✓ 9:16" }).waitFor();
  await chat.taps(/^4 s$/);
  await chat.page.getByTestId("key").filter({ hasText: "✓ 4 s" }).waitFor();
  await chat.picture("bot-format");
  await chat.taps("Back");
  await chat.taps("slow zoom in");
  await chat.taps("Cancel");
  await chat.reads(/is canceled\. 1 credit is back/, { anywhere: true });

  await chat.taps("Change");
  await chat.taps("Make it · 1");
  const film = await chat.plays(0);
  const { width, height } = await film.evaluate((video) => ({ width: video.videoWidth, height: video.videoHeight }));
  assert.ok(height > width, `9:16 was asked for, ${width}×${height} came`);
  await chat.leaves();
});

test("what is no good photo is told with what to do, and nothing is held", async () => {
  const chat = await Chat.as(browser, server, PHONE, { name: "Dora", username: "dora_bot" });
  await chat.starts();
  await chat.sendsPhoto(await darkPhoto(chat.page));
  await chat.reads(/dark/i);
  await chat.picture("bot-dark");

  const letter = join(folder, "letter.jpg");
  writeFileSync(letter, "Dear diary");
  await chat.sendsFile(letter);
  await chat.reads(/photo|JPEG/i, { anywhere: true });

  const heic = join(folder, "IMG_1.heic");
  writeFileSync(heic, Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(400)]));
  await chat.sendsFile(heic);
  await chat.reads(/HEIC/);

  const notes = join(folder, "notes.txt");
  writeFileSync(notes, "x");
  await chat.sendsFile(notes);
  await chat.reads("I can't open that kind of file");

  await chat.command("balance");
  await chat.reads("You can spend 2 credits");
  await chat.leaves();
});

test("every button of the menus leads somewhere", async () => {
  const chat = await Chat.as(browser, server, DESKTOP, { name: "Walker", username: "walker_bot" });
  await chat.starts();
  const pressed = new Set();
  // The languages have their own test: behind them every label is another one.
  const isOpen = (label) => !pressed.has(label) && !/^✓|Русский|हिन्दी/.test(label);

  const explore = async (path) => {
    for (const label of (await chat.keysOfLast()).filter(isOpen)) {
      if (!isOpen(label)) continue;
      await chat.commandAnswered("start");
      for (const step of path) await chat.presses(step);
      await chat.presses(label);
      pressed.add(label);
      for (const message of await chat.messages.allTextContents()) assert.doesNotMatch(message, /bot\.|\{\{|undefined|https?:/);
      if ((await chat.keysOfLast()).some(isOpen)) await explore([...path, label]);
    }
  };
  await explore([]);
  for (const expected of ["Animate a photo", "Balance: 2", "My films", "Open on the web", "Language", "Help", "Photos", "Ideas",
    "Credits", "If it fails", "Privacy", "AI", "Back", "Home"]) {
    assert.ok(pressed.has(expected), `“${expected}” was never there; pressed: ${[...pressed].join(", ")}`);
  }
  await chat.leaves();
});

test("every button under a photo leads somewhere", async () => {
  const chat = await Chat.as(browser, server, DESKTOP, { name: "Frida", username: "frida_bot" });
  await chat.starts();
  await chat.sendsPhoto(photo("coffee.jpg"));
  await chat.suggestions();
  await chat.page.getByTestId("animation").waitFor({ timeout: 30_000 });
  await chat.presses("Format, length");
  for (const choice of (await chat.keysOfLast()).filter((label) => !/^✓|Back|Home/.test(label))) {
    await chat.presses(choice);
    await chat.key(`✓ ${choice}`).waitFor();
  }
  await chat.presses("Back");
  await chat.presses("Write my own");
  await chat.says("soft snow");
  await chat.reads("soft snow", { anywhere: true });
  await chat.presses("Preview, free");
  await chat.page.getByTestId("animation").nth(1).waitFor({ timeout: 30_000 });
  await chat.presses("Other ideas");
  assert.equal((await chat.suggestions()).length, 4, "the own idea stands beside the three");
  await chat.presses("Home");
  await chat.reads("You have 2 credits", { anywhere: true });
  await chat.leaves();
});

for (const [language, name, words] of [
  ["ru", "Иван", { hello: "Здравствуйте, Иван", back: "Теперь по-русски" }],
  ["hi", "आशा", { hello: "नमस्ते, आशा", back: "अब से हिन्दी में" }],
]) {
  test(`the bot speaks the language of the app, and another when asked (${language})`, async () => {
    const chat = await Chat.as(browser, server, PHONE, { name, username: `speaks_${language}`, language });
    await chat.starts();
    await chat.reads(words.hello);
    await chat.picture(`bot-${language}`);
    await chat.command("language");
    await chat.taps("English");
    await chat.reads("From now on in English", { anywhere: true });
    await chat.says(`/language ${language}`);
    await chat.reads(words.back);
    assert.ok((await tooWide(chat.page)) <= 0);
    await chat.leaves();
  });
}

test("after three failed sends the credit is back, and the film is taken for the same price", async () => {
  const chat = await Chat.as(browser, server, DESKTOP, { name: "Bruno", username: "bruno_bot" });
  await chat.starts();
  await chat.sendsPhoto(photo("rocket.jpg"));
  const [first] = await chat.suggestions();
  await chat.taps(first);
  await chat.reads(/Starting “|Filming “/, { anywhere: true });
  await chat.page.getByTestId("open-tools").click();
  assert.deepEqual(await axe(chat.page), []);
  await chat.picture("bot-tools");
  await chat.page.getByTestId("fault-broken").check();
  await chat.page.getByTestId("close-tools").click();
  await chat.untilCalled((call) => call.method === "sendVideo" && call.code === 500, 3);
  await chat.page.getByTestId("open-tools").click();
  await chat.page.getByTestId("no-faults").click();
  await chat.page.getByTestId("close-tools").click();

  await chat.command("start");
  await chat.reads(/is ready, but Telegram didn't take it\. Your 1 credit is back/, { anywhere: true });
  await chat.reads("You have 2 credits", { anywhere: true });
  await chat.picture("bot-claim");
  await chat.taps("Take it · 1");
  await chat.plays(0);
  await chat.command("balance");
  await chat.reads("You can spend 1 credit");
  await chat.leaves();
});

test("whoever blocks the bot and comes back is heard again", async () => {
  const chat = await Chat.as(browser, server, PHONE, { name: "Berta", username: "berta_bot" });
  await chat.starts();
  await chat.page.getByTestId("open-tools").click();
  await chat.page.getByTestId("block").check();
  await chat.page.getByTestId("close-tools").click();
  await chat.page.getByTestId("start").filter({ hasText: "Unblock" }).click();
  await chat.reads("Good to see you, Berta");
  await chat.leaves();
});

test("in a group the bot hears what is meant for it, and whoever taps pays", async () => {
  const chat = await Chat.as(browser, server, PHONE, { name: "Gina", username: "gina_bot" });
  await chat.page.getByTestId("open-tools").click();
  await chat.page.getByTestId("new-group").fill("Film club");
  await chat.page.getByTestId("make-group").click();
  await chat.page.locator("#bot-name", { hasText: "Film club" }).waitFor();
  await chat.page.getByTestId("tools").waitFor({ state: "hidden" });
  await chat.says("/start@ReverieSandboxBot");
  await chat.reads("Answer this message with a photo");
  await chat.picture("bot-group-start");
  await chat.page.getByTestId("answer").last().click();
  await chat.page.getByTestId("reply-bar").waitFor();
  await chat.sendsPhoto(photo("coffee.jpg"));
  const [first] = await chat.suggestions();
  await chat.reads("Whoever taps pays", { anywhere: true });
  await chat.command("balance");
  await chat.reads("between the two of us");
  await chat.become("Hugo", "hugo_bot");
  await chat.taps(first);
  await chat.plays(0);
  await chat.picture("bot-group");
  await chat.taps("Again · 1");
  await chat.plays(1);
  await chat.leaves();
});
