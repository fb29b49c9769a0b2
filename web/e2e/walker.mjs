// Presses what can be pressed and follows what can be followed, and says what leads nowhere.
import { axe } from "./harness.mjs";

/** What can be pressed: native and made ones; a label stands for the hidden picker of a file. */
const PRESSABLE =
  'button, summary, [role="button"], [role="switch"], [role="tab"], [role="combobox"]:not(input), [role="menuitem"], ' +
  'label[for]:has(svg), [role="option"], [role="radio"]';
/** A press on what is chosen already may leave everything as it is. */
const CHOSEN = '[aria-pressed="true"], [aria-checked="true"], [aria-selected="true"], [data-state="checked"]';
const PATIENCE_MILLIS = 4000;

/** In the page: names each pressable thing that can be seen, and marks it so that it can be found again. */
function list({ pressable, chosen }) {
  const dialog = document.querySelector('[role="dialog"]:not([aria-hidden="true"]), [role="listbox"]');
  const room = dialog ?? document.body;
  const counts = new Map();
  const seen = [];
  for (const one of room.querySelectorAll(pressable)) {
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    if (box.width < 1 || box.height < 1 || style.visibility === "hidden" || one.closest("[aria-hidden=true], [inert]"))
      continue;
    const words = (one.getAttribute("aria-label") ?? one.textContent ?? "").replace(/\s+/g, " ").trim();
    const plain = words.replace(/\d+/g, "0");
    const nth = counts.get(plain) ?? 0;
    counts.set(plain, nth + 1);
    const key = `${dialog ? "dialog " : ""}${one.tagName.toLowerCase()} “${plain}” ${nth}`;
    one.dataset.walked = key;
    const off = one.getAttribute("aria-disabled") === "true" || one.disabled;
    seen.push({ key, words, off, chosen: one.matches(chosen), reason: one.title || one.getAttribute("aria-describedby"),
      nth });
  }
  return seen;
}

/** In the page: everything a person could notice, in one string; what goes on by itself is left out. */
function state() {
  const out = [location.href, document.title, String(document.fullscreenElement !== null), document.documentElement.lang,
    document.documentElement.dataset.motion ?? ""];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node.nodeType === 1 && node.matches('time, canvas, [role="progressbar"], input[type="range"], [aria-live="off"], .mono')
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  });
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.nodeType === 3) out.push(node.data);
    else {
      for (const { name, value } of node.attributes) {
        if (/^(aria-|data-state|open|class|href|src|hidden|disabled)/.test(name) && name !== "data-walked") out.push(name, value);
      }
      if ("value" in node) out.push(String(node.value));
      if (node instanceof HTMLMediaElement) out.push(String(node.muted), String(node.playbackRate), String(node.loop));
    }
  }
  out.push(document.activeElement?.closest("textarea, input")?.tagName ?? "");
  return out.join("|");
}

/** Everything that may come of a press besides a change of the page. */
function listenTo(page) {
  const heard = { count: 0 };
  const hear = () => (heard.count += 1);
  // Reading again is what comes of “Try again”; the pages that read by themselves all the time are the admin's.
  const wish = (asked) =>
    /\/api\//.test(asked.url()) && (asked.method() !== "GET" || !page.url().includes("/admin")) && hear();
  const chooser = () => hear();
  const popup = (other) => {
    hear();
    void other.close();
  };
  page.on("request", wish).on("filechooser", chooser).on("popup", popup).on("download", hear);
  return { heard, stop: () => page.off("request", wish).off("filechooser", chooser).off("popup", popup).off("download", hear) };
}

/**
 * Presses everything on this page once, also in the dialogs that open.
 * @param reset brings the page back to where it was
 * @param skip keys pressed on another page or at another width already (the shell's, for example)
 * @returns what led nowhere and what axe found in the dialogs
 */
export async function pressEverything(page, { reset, skip, where }) {
  const faults = [];
  const pressed = new Set();
  const looked = new Set();
  const { heard, stop } = listenTo(page);
  const home = new URL(page.url());
  const away = () => {
    const now = new URL(page.url());
    return now.pathname !== home.pathname || now.search !== home.search;
  };
  const next = async () =>
    (await page.evaluate(list, { pressable: PRESSABLE, chosen: CHOSEN }))
      .find(({ key }) => !pressed.has(key) && !skip.has(key));
  for (let round = 0; round < 80; round++) {
    if (away()) await reset();
    let one = await next();
    if (!one && (await page.locator('[role="dialog"], [role="listbox"]').count()) > 0) {
      // All of the dialog is pressed: out of it, and on with the page.
      await page.keyboard.press("Escape");
      await page.waitForTimeout(250);
      if ((await page.locator('[role="dialog"], [role="listbox"]').count()) > 0) await reset();
      one = await next();
    }
    if (!one) break;
    pressed.add(one.key);
    skip.add(one.key);
    if (one.off) {
      if (!one.reason && !one.words) faults.push(`${where}: ${one.key} is off and says no reason`);
      continue;
    }
    const before = await page.evaluate(state);
    const count = heard.count;
    const target = page.locator(`[data-walked=${JSON.stringify(one.key)}]`).first();
    try {
      await target.click({ timeout: PATIENCE_MILLIS });
    } catch (error) {
      // What moved on meanwhile (a run that ended, a row that left) is not there to be pressed.
      if ((await target.count()) === 0 || away()) continue;
      faults.push(`${where}: ${one.key} can't be pressed: ${String(error.message).split("\n").slice(0, 3).join(" ")}`);
      await reset();
      continue;
    }
    const end = Date.now() + PATIENCE_MILLIS;
    let changed = false;
    while (!changed && Date.now() < end) {
      changed = heard.count > count || (await page.evaluate(state).catch(() => "another page")) !== before;
      if (!changed) await page.waitForTimeout(40);
    }
    if (!changed && !one.chosen) faults.push(`${where}: nothing comes of ${one.key}`);
    await page.waitForLoadState("domcontentloaded");
    const dialog = page.locator('[role="dialog"]').last();
    if (!away() && (await dialog.count()) > 0 && !looked.has(one.key)) {
      looked.add(one.key);
      await page.waitForTimeout(300);
      for (const found of await axe(page)) faults.push(`${where}, behind ${one.key}: ${found}`);
    }
  }
  stop();
  return faults;
}

/** Every link of this page as its address on this server; others as they are. */
export async function linksOf(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((one) => ({ href: one.href, download: one.hasAttribute("download") })));
}

/** Words that are keys: what a missing text shows. */
export async function bareKeys(page) {
  return page.evaluate(() => {
    const key = /^[a-z][\w]*(?::[\w.]+|(?:\.[a-z][\w]*){1,4})$/;
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const words = node.data.trim();
      if (key.test(words) && !node.parentElement.closest(".mono, kbd, dd, script, style")) found.push(words);
    }
    for (const one of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        const words = one.getAttribute(name);
        if (words && key.test(words.trim())) found.push(words);
      }
    }
    return found;
  });
}

/** Buttons and headings whose words are cut off at their edge. */
export async function cutOff(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, a, h1, h2, h3, label, [role=tab]")]
      .filter((one) => {
        const style = getComputedStyle(one);
        if (style.visibility === "hidden" || one.closest("[aria-hidden=true], .sr-only, .truncate, [inert]")) return false;
        if (one.querySelector(".truncate") || one.classList.contains("sr-only") || style.overflowX === "visible") return false;
        return one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 2;
      })
      .map((one) => one.textContent.trim().slice(0, 60)));
}
