// The admin area, from the link that the first start prints to the log that nobody can change.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chmodSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  BOSS, DESKTOP, FILM_PATIENCE, PASSWORD, PHONE, axe, comeBackAs, joinAs, newContext, nothingBroke, picture,
  startBrowser, startNothing, startServer, tooWide, until,
} from "./harness.mjs";
import { street } from "./photos.mjs";

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

const content = (page) => page.locator("#content");

/** The encoder of this server, out of order until it is put back: every attempt at a film fails. */
function breakEncoder() {
  const found = readdirSync(join(server.home, "cache/natives"), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && one.name === "ffmpeg")
    .map((one) => join(one.parentPath, one.name));
  assert.ok(found.length > 0, "no ffmpeg in the data folder");
  for (const program of found) {
    renameSync(program, `${program}.whole`);
    writeFileSync(program, "#!/bin/sh\necho 'out of order' >&2\nexit 1\n");
    chmodSync(program, 0o755);
  }
  return () => found.forEach((program) => renameSync(`${program}.whole`, program));
}

test("the link of the first start makes the first admin, once", async () => {
  const context = await newContext(browser, server.address, DESKTOP);
  const page = await context.newPage();
  const link = await server.adminLink();
  await page.goto(link);
  await page.getByRole("heading", { name: "Make this place yours" }).waitFor();
  await page.getByRole("button", { name: "Open the doors" }).click();
  await until("what is missing is named", async () => (await content(page).locator("[aria-invalid=true]").count()) >= 2);
  await page.getByLabel("Your name").fill("Boss");
  await page.getByRole("textbox", { name: "E-mail" }).fill(BOSS);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Open the doors" }).click();
  await page.waitForURL("**/admin");
  await page.getByRole("heading", { name: "Nodes and disk" }).waitFor();
  await page.getByRole("link", { name: "Admin" }).first().waitFor();
  await picture(page, "admin");
  await context.clearCookies();

  const thief = await newContext(browser, server.address, DESKTOP);
  const other = await thief.newPage();
  await other.goto(link);
  await other.getByLabel("Your name").fill("Thief");
  await other.getByRole("textbox", { name: "E-mail" }).fill("thief@example.com");
  await other.getByLabel("Password").fill(PASSWORD);
  await other.getByRole("button", { name: "Open the doors" }).click();
  await content(other).getByRole("alert").waitFor();
  nothingBroke(context, /status of 422/);
  nothingBroke(thief, /status of 4(10|22)/);
  await context.close();
  await thief.close();
});

for (const viewport of [DESKTOP, PHONE]) {
  test(`credits are given with a reason that the person reads at once, at ${viewport.width} px`, async () => {
    const persons = await newContext(browser, server.address, PHONE);
    const { account, api } = await joinAs(persons, `Ravi ${viewport.width}`);
    const wallet = await persons.newPage();
    await wallet.goto("/wallet");
    await wallet.getByRole("button", { name: "2 credits ready to spend" }).waitFor();
    await startNothing(api, 0);

    const context = await newContext(browser, server.address, viewport);
    await comeBackAs(context, BOSS);
    const page = await context.newPage();
    await page.goto("/admin/people");
    await page.getByLabel("Find people").fill(account.displayName);
    await content(page).getByRole("link", { name: account.displayName }).first().click();
    await page.waitForURL(`**/admin/people/${account.id}`);
    const entries = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Latest entries" }) });
    await entries.getByText("Charge", { exact: true }).first().waitFor();
    await entries.getByText("welcome").waitFor();

    await page.getByRole("button", { name: "Give credits" }).click();
    const dialog = page.getByRole("dialog");
    const give = dialog.getByRole("button", { name: "Give credits" });
    assert.equal(await give.getAttribute("aria-disabled"), "true", "no reason, no credits");
    await dialog.getByLabel("Credits").fill("5.5");
    await dialog.getByLabel("Reason").fill("Sorry for the wait");
    assert.deepEqual(await axe(page), []);
    await give.click();
    await page.getByText(`5.5 credits for ${account.displayName}`).waitFor();
    await entries.getByText("Sorry for the wait").waitFor();
    await wallet.getByRole("button", { name: "7.49 credits ready to spend" }).waitFor();
    await wallet.getByText("given to you · Sorry for the wait").waitFor();
    assert.ok((await tooWide(page)) <= 0);
    await picture(page, "admin-person");

    await entries.getByRole("button", { name: /^Charge/ }).first().click();
    await page.waitForURL("**/admin/jobs/**");
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    await page.getByText("Done, checked and stored").waitFor();
    await page.goto("/admin/audit");
    await page.getByText("credits.granted").first().waitFor();
    await page.getByText(/Sorry for the wait/).first().waitFor();
    nothingBroke(context);
    nothingBroke(persons);
    await context.close();
    await persons.close();
  });
}

test("who is shut out is out at once, and may come back when let in again", async () => {
  const persons = await newContext(browser, server.address, PHONE);
  const { account, email } = await joinAs(persons, "Spammer");
  const theirs = await persons.newPage();
  await theirs.goto("/home");
  await theirs.getByText("Good to see you, Spammer").waitFor();
  const context = await newContext(browser, server.address, DESKTOP);
  await comeBackAs(context, BOSS);
  const page = await context.newPage();
  await page.goto(`/admin/people/${account.id}`);
  await page.getByRole("button", { name: "Suspend" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Spam");
  await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await page.getByText(/Suspended since .*: Spam/).waitFor();
  await theirs.getByRole("heading", { name: "This is where your things live" }).waitFor();
  const refused = await persons.request.post("/api/v1/auth/sign-in", { data: { email, password: PASSWORD } });
  assert.equal(refused.ok(), false);
  await page.getByRole("button", { name: "Let in again" }).click();
  await page.getByRole("button", { name: "Suspend" }).waitFor();
  await comeBackAs(persons, email);
  nothingBroke(context);
  nothingBroke(persons, /status of 40[13]/);
  await context.close();
  await persons.close();
});

test("a film that failed for good waits as a dead letter, and its replay makes it", async () => {
  const persons = await newContext(browser, server.address, DESKTOP);
  const { api, upload } = await joinAs(persons, "Dana");
  const inputs = { photo: (await upload(street())).id, idea: "a dead letter", seconds: 4 };
  const repair = breakEncoder();
  let job;
  try {
    job = await api("POST", "/jobs", { model: "local/photo-motion", inputs });
    await until("every attempt has failed", async () => (await api("GET", `/jobs/${job.id}`)).state === "failed",
      FILM_PATIENCE);
  } finally {
    repair();
  }
  assert.equal((await api("GET", "/wallet")).available, 2, "nothing was taken");

  const context = await newContext(browser, server.address, DESKTOP);
  await comeBackAs(context, BOSS);
  const page = await context.newPage();
  await page.goto("/admin");
  await page.getByRole("heading", { name: "Needs a look" }).waitFor();
  await content(page).getByRole("link", { name: /A dead letter/ }).first().click();
  await page.getByRole("heading", { name: "Attempts" }).waitFor();
  assert.ok((await content(page).getByText("encoder_failed").count()) >= 5, "each attempt says why");
  await picture(page, "admin-job");
  await page.goto("/admin/dead-letters");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Replay: A dead letter" }).click();
  await page.getByText("It is in line again.").waitFor();
  await page.getByText("No dead letters. A quiet night.").waitFor();
  await until("it is made", async () => (await api("GET", `/jobs/${job.id}`)).state === "succeeded", FILM_PATIENCE);
  assert.equal((await api("GET", "/wallet")).available, 1, "charged once");
  await page.goto("/admin/audit");
  await page.getByText(/replay/i).first().waitFor();
  nothingBroke(context);
  await context.close();
  await persons.close();
});
