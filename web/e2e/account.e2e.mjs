// Coming in, staying in, going out; the account's settings; languages; what other people may write.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  DESKTOP, PASSWORD, PHONE, comeBackAs, joinAs, newContext, nothingBroke, picture, signUpIn, startBrowser,
  startServer, tooWide, until,
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

async function signInWith(page, email, password) {
  const open = page.getByRole("button", { name: "Continue with e-mail" });
  const field = page.getByRole("textbox", { name: "E-mail" });
  await open.or(field).first().waitFor();
  if (await open.isVisible()) await open.click();
  await field.fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).last().click();
}

for (const viewport of [DESKTOP, PHONE]) {
  test(`sign up, sign out, sign in: a wrong password tells nothing, at ${viewport.width} px`, async () => {
    const context = await newContext(browser, server.address, viewport);
    const page = await context.newPage();
    const email = `mira-${viewport.width}@example.com`;
    await page.goto("/signup?next=/wallet");
    await signUpIn(content(page), { name: "Mira", email: "not an address", password: "short" });
    await page.getByText("A little longer, please.").or(page.getByText(/At least 10/)).first().waitFor();
    await signUpIn(content(page), { name: "Mira", email });
    await page.waitForURL("**/wallet");
    await page.getByText("given to you · a welcome").waitFor();

    await page.goto("/settings");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await page.goto("/wallet");
    await page.getByRole("heading", { name: "This is where your things live" }).waitFor();

    await page.goto("/signin");
    const said = [];
    for (const who of [email, "nobody-at-all@example.com"]) {
      await signInWith(page, who, "not the password");
      const alert = content(page).getByRole("alert");
      await alert.waitFor();
      said.push(await alert.innerText());
      assert.equal(await page.getByRole("textbox", { name: "E-mail" }).inputValue(), who, "what was typed stays");
      await page.reload();
    }
    assert.equal(said[0], said[1], "the answer tells whether an address exists");
    await signInWith(page, email, PASSWORD);
    await page.waitForURL("**/home");
    await page.getByText("Good to see you, Mira").waitFor();
    nothingBroke(context, /status of 4(01|22)/);
    await context.close();
  });
}

test("an address that leads elsewhere is not followed after the sign-in", async () => {
  const context = await newContext(browser, server.address, DESKTOP);
  const { email } = await joinAs(context, "Nil");
  await context.clearCookies();
  const page = await context.newPage();
  for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    await context.clearCookies();
    await page.goto(`/signin?next=${encodeURIComponent(next)}`);
    await signInWith(page, email, PASSWORD);
    await page.waitForURL(`${server.address}/home`);
  }
  nothingBroke(context, /status of 401/);
  await context.close();
});

test("a new password signs the other devices out, while they look", async () => {
  const here = await newContext(browser, server.address, DESKTOP);
  const there = await newContext(browser, server.address, PHONE);
  const { email } = await joinAs(here, "Lena");
  await comeBackAs(there, email);
  const phone = await there.newPage();
  await phone.goto("/wallet");
  await phone.getByRole("heading", { name: "Every entry" }).waitFor();
  const page = await here.newPage();
  await page.goto("/settings");
  const fill = async (current, next) => {
    await page.getByLabel("Your password now").fill(current);
    await page.getByLabel("The new one").fill(next);
    await page.getByRole("button", { name: "Change it" }).click();
  };
  const card = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Password" }) });
  await fill("not my password", "another kind sentence");
  await card.getByText(/password/i).nth(2).waitFor();
  await until("the wrong password is named", async () => (await card.locator("[aria-invalid=true], [role=alert]").count()) > 0);
  await fill(PASSWORD, "short");
  await until("the short one is named", async () => (await card.locator("[aria-invalid=true], [role=alert]").count()) > 0);
  await fill(PASSWORD, "another kind sentence");
  await page.getByText("Changed. Other devices were signed out.").waitFor();
  await phone.getByRole("heading", { name: "This is where your things live" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  nothingBroke(here, /status of 4\d\d/);
  nothingBroke(there, /status of 401/);
  await here.close();
  await there.close();
});

test("each open session is listed and can be closed from another", async () => {
  const here = await newContext(browser, server.address, DESKTOP);
  const there = await newContext(browser, server.address, PHONE);
  const { email } = await joinAs(here, "Olga");
  await comeBackAs(there, email);
  const phone = await there.newPage();
  await phone.goto("/home");
  await phone.getByText("Good to see you, Olga").waitFor();
  const page = await here.newPage();
  await page.goto("/settings");
  await page.getByText("This device, now").waitFor();
  const end = page.getByRole("button", { name: "Sign out there" });
  await end.first().click();
  await until("the list is shorter", async () => (await end.count()) === 0);
  await phone.getByRole("heading", { name: "This is where your things live" }).waitFor();
  nothingBroke(here);
  nothingBroke(there, /status of 401/);
  await here.close();
  await there.close();
});

test("two tabs of one browser leave together", async () => {
  const context = await newContext(browser, server.address, DESKTOP);
  await joinAs(context, "Petra");
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto("/settings");
  await two.goto("/wallet");
  await two.getByRole("heading", { name: "Every entry" }).waitFor();
  await one.getByRole("button", { name: "Sign out", exact: true }).click();
  await one.waitForURL((url) => url.pathname === "/");
  await two.getByRole("heading", { name: "This is where your things live" }).waitFor();
  nothingBroke(context, /status of 401/);
  await context.close();
});

test("the language goes with the account: here, on the next device, and in every word", async () => {
  const here = await newContext(browser, server.address, DESKTOP);
  const { email } = await joinAs(here, "Vera");
  const page = await here.newPage();
  await page.goto("/settings");
  await page.getByRole("combobox", { name: "Language" }).click();
  await page.getByRole("option", { name: "Русский" }).click();
  await page.getByRole("heading", { name: "Настройки" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "ru");
  await page.reload();
  await page.getByRole("heading", { name: "Настройки" }).waitFor();

  const there = await newContext(browser, server.address, PHONE);
  await comeBackAs(there, email);
  const phone = await there.newPage();
  await phone.goto("/home");
  await until("the other device speaks Russian", async () => (await phone.locator("html").getAttribute("lang")) === "ru");

  // Changed on one, heard by the other, without a reload.
  await page.getByRole("combobox", { name: "Язык" }).click();
  await page.getByRole("option", { name: "हिन्दी" }).click();
  await until("the other device speaks Hindi", async () => (await phone.locator("html").getAttribute("lang")) === "hi");
  await picture(phone, "home-hi");

  // At the foot of a public page too.
  await page.goto("/help");
  await page.getByRole("button", { name: "English" }).click();
  await until("the account speaks English", async () => (await phone.locator("html").getAttribute("lang")) === "en");
  await page.goto("/home");
  await page.getByText("Good to see you, Vera").waitFor();
  nothingBroke(here);
  nothingBroke(there);
  await here.close();
  await there.close();
});

test("names, ideas and file names are text, whatever is in them", async () => {
  const context = await newContext(browser, server.address, DESKTOP);
  const evil = "<img src=x onerror=alert(1)><script>alert(2)</script>";
  const { api } = await joinAs(context, "Eve");
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    context.complaints.push(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto("/settings");
  await page.getByLabel("Name", { exact: true }).fill(evil.slice(0, 60));
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  const { account } = await api("GET", "/me");
  await page.goto("/home");
  await page.getByRole("heading", { level: 1, name: account.displayName }).waitFor();

  await page.goto("/create/video");
  await page.locator("#content input[type=file]").first().setInputFiles(street(`${evil.replace("/", "")}.png`));
  await page.getByRole("textbox", { name: "What should happen" }).fill(`slow zoom ${evil}`);
  await page.getByRole("button", { name: "Make it, 1 credit", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).first().click();
  await page.getByText("1 credit is back.").waitFor();
  await page.goto("/jobs");
  await page.getByRole("article").first().waitFor();
  await page.goto("/wallet");
  await page.getByRole("heading", { name: "Every entry" }).waitFor();
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.ok((await tooWide(page)) <= 0);
  nothingBroke(context);
  await context.close();
});
