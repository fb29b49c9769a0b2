// A person brings a photo, sees what could move, keeps it with an e-mail address, and the film plays.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, newPage, photo, picture, startBrowser, startServer } from "./harness.mjs";

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

for (const viewport of [DESKTOP]) {
  test(`a photo becomes a film at ${viewport.width} px, without an account until it is made`, async () => {
    const page = await newPage(browser, server.address, viewport);
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await picture(page, "landing");
    await page.setInputFiles("input[type=file]", photo("astronaut.jpg"));

    const make = page.getByRole("button", { name: /Make it/ });
    await make.waitFor({ timeout: 60_000 });
    await picture(page, "create");
    await make.click();

    await page.getByRole("dialog").waitFor();
    const email = page.getByRole("textbox", { name: "E-mail" });
    if (!(await email.isVisible())) await page.getByRole("button", { name: /e-mail/i }).first().click();
    await page.getByLabel("Your name").fill("Anna");
    await email.fill(`anna-${viewport.width}@example.com`);
    await page.getByLabel("Password").fill("a kind sentence for anna");
    await page.getByRole("button", { name: /Create an account/ }).last().click();

    await page.getByRole("link", { name: /Download/ }).or(page.getByRole("button", { name: /Download/ })).first()
      .waitFor({ timeout: 120_000 });
    await picture(page, "made");
    const film = page.locator("video").first();
    assert.ok(await film.evaluate((video) => video.src || video.currentSrc));

    await page.goto("/wallet");
    await page.getByText(/film|Photo in motion|charge/i).first().waitFor({ timeout: 30_000 });
    await picture(page, "wallet");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
