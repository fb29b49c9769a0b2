// The chat page of the sandbox: a person's side of Telegram, spoken to the stand-in over its own small JSON API.

const BASE = "/sandbox/telegram";
const ALLOWED = new Set(["B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const FAULTS = {
  too_many: "Too many at once (429, wait 3 s)",
  broken: "Telegram is broken (500)",
  blocked: "The bot is not wanted (403)",
  hang: "No answer, nothing done",
  no_answer: "Done, but the answer is lost",
  conflict: "Somebody else polls (409)",
  duplicate: "The next update comes twice",
  out_of_order: "Updates come in the wrong order",
};
const ACTIONS = { typing: "writing…", upload_video: "sending a film…", record_video: "filming…", upload_photo: "sending a photo…" };

const $ = (id) => document.getElementById(id);
const startCode = new URLSearchParams(location.search).get("start");
let startAsked = startCode !== null;
let me = null;
// Where the person talks: null for their own chat with the bot.
let group = null;
let seen = -1;
let shown = new Map();
let turn = 0;

async function call(path, options = {}) {
  const init = { method: options.method ?? (options.body ? "POST" : "GET"), signal: options.signal };
  if (options.body instanceof FormData) init.body = options.body;
  else if (options.body) {
    init.body = JSON.stringify(options.body);
    init.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(BASE + path, init);
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(answer.description ?? `The sandbox answered ${response.status}`);
  return answer;
}

let troubleTimer;
function trouble(error) {
  $("trouble").textContent = error.message;
  $("trouble").hidden = false;
  clearTimeout(troubleTimer);
  troubleTimer = setTimeout(() => { $("trouble").hidden = true; }, 5000);
}
const attempt = (work) => work().catch(trouble);

// ---- people -------------------------------------------------------------------------------------------------------

function kept() {
  try { return JSON.parse(localStorage.getItem("sandbox-person")); } catch { return null; }
}

async function become(firstName, username, languageCode) {
  const person = await call("/people", { body: { firstName, username: username || null, languageCode } });
  localStorage.setItem("sandbox-person", JSON.stringify(person));
  await be(person);
}

async function be(person) {
  me = person;
  await listPeople();
  lookAt(group);
}

function lookAt(place) {
  group = place;
  seen = -1;
  atEnd = true;
  shown = new Map();
  $("messages").replaceChildren();
  follow(++turn);
}

async function listPlaces() {
  const groups = await call("/groups");
  $("where").replaceChildren(new Option("The bot alone", ""), ...groups.map((g) => new Option(g.title, g.id)));
  $("where").value = group ?? "";
}

$("where").addEventListener("change", () => { lookAt($("where").value ? Number($("where").value) : null); $("tools").close(); });
$("place").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    lookAt((await call("/groups", { body: { title: $("new-group").value } })).id);
    event.target.reset();
    $("tools").close();
  });
});

async function listPeople() {
  const people = await call("/people");
  $("person").replaceChildren(...people.map((p) => {
    const option = new Option(p.first_name, p.id);
    option.title = p.username ? `@${p.username}` : "no username";
    option.selected = p.id === me.id;
    return option;
  }));
}

$("person").addEventListener("change", () => attempt(async () => {
  const people = await call("/people");
  const chosen = people.find((p) => String(p.id) === $("person").value);
  localStorage.setItem("sandbox-person", JSON.stringify(chosen));
  await be(chosen);
}));

$("newcomer").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    await become($("new-name").value, $("new-username").value, $("new-language").value);
    event.target.reset();
    $("tools").close();
  });
});

// ---- what is seen ---------------------------------------------------------------------------------------------------

async function follow(mine) {
  while (mine === turn) {
    try {
      const view = await call(`/people/${me.id}/chat?seen=${seen}&wait=${seen < 0 ? 0 : 4000}${inGroup("&")}`);
      if (mine !== turn) return;
      seen = view.version;
      show(view);
    } catch (error) {
      trouble(error);
      await new Promise((resume) => setTimeout(resume, 1500));
      // After a restart the stand-in knows nobody any more: come in again under the same name.
      if (me && mine === turn) await call("/people", { body: { firstName: me.first_name, username: me.username ?? null, languageCode: me.language_code } }).catch(() => {});
    }
  }
}

const inGroup = (sign) => (group === null ? "" : `${sign}group=${group}`);

function show(view) {
  $("bot-name").textContent = view.chat.title ?? view.bot.first_name;
  const place = view.chat.title ? "group · sandbox" : "bot · sandbox";
  $("bot-state").textContent = view.action ? ACTIONS[view.action] ?? "…" : place;
  $("bot-username").textContent = view.bot.username;
  $("description").textContent = view.description;
  $("about").hidden = view.messages.length > 0 || !view.description || view.chat.title !== undefined;
  $("block").checked = view.blocked;
  $("start-bar").hidden = view.begun && !startAsked && !view.blocked;
  $("start").textContent = view.blocked ? "Unblock" : "Start";
  const list = $("messages");
  const waiting = new Set(view.waiting.map((w) => `${w.message} ${w.data}`));
  const ids = new Set();
  for (const message of view.messages) {
    ids.add(message.message_id);
    const state = JSON.stringify(message) + [...waiting].filter((w) => w.startsWith(`${message.message_id} `)).join();
    const old = shown.get(message.message_id);
    if (old?.state === state) continue;
    const element = old?.element ?? document.createElement("article");
    fill(element, message, waiting);
    if (!old) list.append(element);
    shown.set(message.message_id, { element, state });
  }
  for (const [id, { element }] of shown) {
    if (!ids.has(id)) { element.remove(); shown.delete(id); }
  }
  keepEnd();
  showCommands(view.commands);
}

// Whoever is at the end stays there, also while a picture or a film takes its room.
let atEnd = true;
function keepEnd() {
  if (atEnd) $("messages").scrollTop = $("messages").scrollHeight;
}
$("messages").addEventListener("scroll", () => {
  const list = $("messages");
  atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
});
for (const kind of ["load", "loadedmetadata"]) $("messages").addEventListener(kind, keepEnd, true);
new ResizeObserver(keepEnd).observe($("messages"));

function fill(element, message, waiting) {
  const mine = message.from.id === me.id;
  element.className = mine ? "message out" : "message";
  element.dataset.testid = mine ? "message-out" : "message-in";
  element.dataset.messageId = message.message_id;
  element.dataset.kind = message.kind ?? "text";
  element.dataset.edits = message.edits;
  let bubble = element.querySelector(".bubble");
  if (!bubble) { bubble = document.createElement("div"); bubble.className = "bubble"; element.append(bubble); }
  let words = bubble.querySelector(".words");
  if (!words) {
    if (group !== null && !mine) bubble.append(named(message.from));
    if (message.file) bubble.append(media(message));
    words = document.createElement("span");
    words.className = "words";
    words.dataset.testid = "words";
    const when = document.createElement("span");
    when.className = "when";
    bubble.append(words, when);
  }
  words.replaceChildren(...safe(message.html ?? ""));
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  bubble.querySelector(".when").textContent = message.edit_date ? `edited ${time}` : time;
  element.querySelector(".keys")?.remove();
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length) element.append(keyboard(message, rows, waiting));
  element.querySelector(".answer")?.remove();
  if (group !== null && !mine) element.append(answer(message));
}

function answer(message) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "answer";
  button.dataset.testid = "answer";
  button.textContent = "Reply";
  button.addEventListener("click", () => answering(message));
  return button;
}

function named(from) {
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = from.first_name;
  return name;
}

// Only what Telegram's own formatting knows; anything else stays text.
function safe(html) {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return document.createTextNode("");
    const link = node.tagName === "A" && /^https?:/.test(node.getAttribute("href") ?? "");
    const made = document.createElement(link ? "a" : ALLOWED.has(node.tagName) ? node.tagName : "span");
    if (link) { made.href = node.getAttribute("href"); made.target = "_blank"; made.rel = "noopener noreferrer"; }
    made.append(...[...node.childNodes].map(copy));
    return made;
  };
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(copy);
}

function media(message) {
  const { url, name, type, bytes } = message.file;
  if (message.kind === "photo") {
    const image = document.createElement("img");
    Object.assign(image, { src: url, alt: name, className: "media" });
    image.dataset.testid = "photo";
    return image;
  }
  if (message.kind === "video" || message.kind === "animation") {
    const video = document.createElement("video");
    // What Telegram calls an animation plays by itself, unless the person wants less movement.
    const alone = message.kind === "animation" && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    Object.assign(video, { src: url, controls: !alone, autoplay: alone, loop: true, muted: true, playsInline: true, className: "media" });
    video.dataset.testid = message.kind;
    video.setAttribute("aria-label", name);
    return video;
  }
  const link = document.createElement("a");
  Object.assign(link, { href: url, className: "file", download: name });
  link.dataset.testid = "file";
  link.textContent = `${name} · ${type} · ${Math.max(1, Math.round(bytes / 1024))} kB`;
  return link;
}

function keyboard(message, rows, waiting) {
  const keys = document.createElement("div");
  keys.className = "keys";
  for (const row of rows) {
    const line = document.createElement("div");
    for (const button of row) {
      const key = document.createElement(button.url ? "a" : "button");
      key.className = `key ${button.style ?? ""}`;
      key.textContent = button.text;
      key.dataset.testid = "key";
      if (button.url) Object.assign(key, { href: button.url, target: "_blank", rel: "noopener noreferrer" });
      else {
        key.type = "button";
        if (waiting.has(`${message.message_id} ${button.callback_data}`)) key.classList.add("waits");
        key.addEventListener("click", () => attempt(() => call(`/people/${me.id}/tap`, {
          body: { message: message.message_id, data: button.callback_data, group },
        })));
      }
      line.append(key);
    }
    keys.append(line);
  }
  return keys;
}

let commandsShown = "";
function showCommands(commands) {
  const state = JSON.stringify(commands);
  if (state === commandsShown) return;
  commandsShown = state;
  $("commands").replaceChildren(...commands.map(({ command, description }) => {
    const choice = document.createElement("button");
    choice.type = "button";
    choice.className = "choice";
    choice.dataset.testid = `command-${command}`;
    const what = document.createElement("span");
    what.textContent = description;
    choice.append(`/${command}`, what);
    choice.addEventListener("click", () => { closePopups(); attempt(() => say(`/${command}`)); });
    return choice;
  }));
}

// ---- what is said ---------------------------------------------------------------------------------------------------

// In a group a bot hears what answers it: the message that the next words or photo are a reply to.
let replyTo = null;
function answering(message) {
  replyTo = message?.message_id ?? null;
  $("reply").hidden = replyTo === null;
  $("reply-words").textContent = message ? `Reply to: ${(message.text ?? message.caption ?? "").split("\n")[0]}` : "";
  if (message) $("text").focus();
}
function takeReply() {
  const taken = replyTo;
  answering(null);
  return taken;
}
$("no-reply").addEventListener("click", () => answering(null));

const say = (text) => call(`/people/${me.id}/text`, { body: { text, group, replyTo: takeReply() } });

async function hand(file, as) {
  const form = new FormData();
  form.append("file", file, file.name || "photo.png");
  form.append("caption", $("text").value);
  $("text").value = "";
  const reply = takeReply();
  const answered = reply === null ? "" : `&replyTo=${reply}`;
  await call(`/people/${me.id}/file?as=${as}${inGroup("&")}${answered}`, { body: form });
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text) return;
  $("text").value = "";
  attempt(() => say(text));
});
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});
$("start").addEventListener("click", () => attempt(async () => {
  const words = startAsked && startCode ? `/start ${startCode}` : "/start";
  startAsked = false;
  history.replaceState(null, "", location.pathname);
  await say(words);
}));
for (const [input, as] of [["photo-input", "photo"], ["file-input", "file"]]) {
  $(input).addEventListener("change", (event) => {
    const [file] = event.target.files;
    closePopups();
    if (file) attempt(() => hand(file, as));
    event.target.value = "";
  });
}
document.addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files].find((f) => f.type.startsWith("image/"));
  if (file) attempt(() => hand(file, "photo"));
});
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => { event.preventDefault(); $("drop").hidden = false; });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) $("drop").hidden = true; });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").hidden = true;
  const [file] = event.dataTransfer.files;
  if (file) attempt(() => hand(file, file.type.startsWith("image/") ? "photo" : "file"));
});

// ---- popups and tools -----------------------------------------------------------------------------------------------

const POPUPS = [["open-commands", "commands"], ["attach", "attach-menu"]];
function closePopups() {
  for (const [opener, popup] of POPUPS) { $(popup).hidden = true; $(opener).setAttribute("aria-expanded", "false"); }
}
for (const [opener, popup] of POPUPS) {
  $(opener).addEventListener("click", () => {
    const open = $(popup).hidden;
    closePopups();
    $(popup).hidden = !open;
    $(opener).setAttribute("aria-expanded", String(open));
  });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closePopups(); });
document.addEventListener("click", (event) => { if (!event.target.closest("#composer")) closePopups(); });

$("open-tools").addEventListener("click", () => { $("tools").showModal(); attempt(showFaults); attempt(listPlaces); });
$("close-tools").addEventListener("click", () => $("tools").close());
$("block").addEventListener("change", (event) => attempt(() => call(`/people/${me.id}/door`, { body: { blocked: event.target.checked } })));
$("no-faults").addEventListener("click", () => attempt(async () => { await call("/faults", { method: "DELETE" }); await showFaults(); }));

async function showFaults() {
  const now = await call("/faults");
  $("faults").replaceChildren(...Object.entries(FAULTS).map(([kind, words]) => {
    const label = document.createElement("label");
    label.className = "switch";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.testid = `fault-${kind}`;
    const set = now.find((f) => f.kind.toLowerCase() === kind);
    box.checked = set !== undefined;
    box.addEventListener("change", () => attempt(async () => {
      if (box.checked) await call("/faults", { body: { kind, chat: kind === "conflict" ? null : group ?? me.id, times: kind === "duplicate" ? 1 : 0 } });
      else if (set) await call(`/faults/${set.id}`, { method: "DELETE" });
      await showFaults();
    }));
    label.append(box, words);
    return label;
  }));
}

// ---- begin ----------------------------------------------------------------------------------------------------------

const language = ["en", "ru", "hi"].find((l) => navigator.language.startsWith(l)) ?? "en";
const before = kept();
attempt(() => before
  ? become(before.first_name, before.username, before.language_code)
  : become("Anna", "anna_reverie", language));
