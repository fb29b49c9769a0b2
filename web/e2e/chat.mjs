// A person in the sandbox's chat page: what is pressed, sent and read in the browser tests of the bot.
import assert from "node:assert/strict";
import { FILM_PATIENCE, PATIENCE, newPage, nothingBroke, picture, until } from "./harness.mjs";

export class Chat {
  constructor(page) {
    this.page = page;
    this.messages = page.getByTestId("message-in");
  }

  /** Opens the chat as somebody whom the bot has never met. */
  static async as(browser, server, viewport, { name, username, language = "en", context }) {
    const page = context ? await context.newPage() : await newPage(browser, server.address, viewport);
    await page.goto("/sandbox/telegram");
    const chat = new Chat(page);
    await chat.become(name, username, language);
    return chat;
  }

  async become(name, username, language = "en") {
    await this.page.getByTestId("open-tools").click();
    await this.page.getByTestId("new-name").fill(name);
    if (username) await this.page.getByTestId("new-username").fill(username);
    await this.page.getByTestId("new-language").selectOption(language);
    await this.page.getByTestId("new-person").click();
    await this.page.getByTestId("tools").waitFor({ state: "hidden" });
    await this.page.waitForFunction((who) => document.querySelector("#person option:checked")?.textContent === who, name);
  }

  /** The first tap of all. */
  async starts() {
    await this.page.getByTestId("start").click();
    await this.reads(/./);
  }

  /** Waits until the bot's newest message, or any with `anywhere`, says this. */
  async reads(words, { timeout = PATIENCE, anywhere = false } = {}) {
    const found = anywhere ? this.messages.filter({ hasText: words }).last() : this.messages.last().filter({ hasText: words });
    await found.waitFor({ timeout });
    return found;
  }

  key(label) {
    return this.page.getByTestId("key").filter({ hasText: label }).last();
  }

  async taps(label) {
    await this.key(label).click({ timeout: PATIENCE });
  }

  /** Presses what is called exactly so, and waits until something came of it. */
  async presses(label) {
    const before = await this.page.getByTestId("messages").innerHTML();
    await this.key(new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`)).click({ timeout: PATIENCE });
    await this.changes(before, `“${label}” leads nowhere`);
  }

  async commandAnswered(name) {
    const answers = await this.messages.count();
    await this.command(name);
    await this.page.waitForFunction(
      (were) => document.querySelectorAll("[data-testid=message-in]").length > were, answers, { timeout: PATIENCE });
  }

  async changes(before, otherwise) {
    await this.page
      .waitForFunction(
        (was) => {
          const now = document.getElementById("messages");
          return !now.querySelector(".waits") && now.innerHTML !== was;
        },
        before,
        { timeout: PATIENCE },
      )
      .catch(() => assert.fail(otherwise));
  }

  /** Until the bot made so many of such calls about this person. */
  async untilCalled(is, times = 1, patience = FILM_PATIENCE) {
    const who = Number(await this.page.locator("#person").inputValue());
    await until(
      "the bot made that call",
      async () => {
        const calls = await this.page.evaluate(() => fetch("/sandbox/telegram/calls").then((answer) => answer.json()));
        return calls.filter((call) => call.chat === who && is(call)).length >= times;
      },
      patience,
    );
  }

  /** The labels under the bot's newest message that has any. */
  keysOfLast() {
    return this.page.locator("article:has([data-testid=key])").last().getByTestId("key").allTextContents();
  }

  async says(words) {
    await this.page.getByTestId("composer").fill(words);
    await this.page.getByTestId("send").click();
  }

  async command(name) {
    await this.page.getByTestId("open-commands").click();
    await this.page.getByTestId(`command-${name}`).click();
  }

  sendsPhoto(file) {
    return this.page.setInputFiles("[data-testid=attach-photo]", file);
  }

  sendsFile(file) {
    return this.page.setInputFiles("[data-testid=attach-file]", file);
  }

  /** The suggestions under a photo: three with a price. */
  async suggestions() {
    await this.key("Write my own").or(this.key("Написать своё")).or(this.key("अपना लिखें")).waitFor({ timeout: PATIENCE });
    return (await this.keysOfLast()).filter((label) => / · \d/.test(label));
  }

  films() {
    return this.page.getByTestId("video");
  }

  /** The film is there, moves when played, and has a picture's size. */
  async plays(number) {
    const film = this.films().nth(number);
    await film.waitFor({ timeout: FILM_PATIENCE });
    const seen = await film.evaluate(async (video) => {
      await video.play();
      await new Promise((done, fail) => {
        const late = setTimeout(() => fail(new Error("The film does not move")), 10_000);
        video.addEventListener("timeupdate", () => {
          if (video.currentTime > 0.2) { clearTimeout(late); done(); }
        });
      });
      video.pause();
      return { width: video.videoWidth, height: video.videoHeight, seconds: video.duration };
    });
    assert.ok(seen.width >= 320 && seen.height >= 320, JSON.stringify(seen));
    assert.ok(seen.seconds >= 3.9 && seen.seconds < 11, JSON.stringify(seen));
    return film;
  }

  picture(name) {
    return picture(this.page, name);
  }

  async leaves() {
    nothingBroke(this.page.context());
    await this.page.context().close();
  }
}
