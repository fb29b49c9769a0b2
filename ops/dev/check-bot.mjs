// The bot, looked over: every button has exactly one handler and is offered somewhere, every command is explained, and
// every text that is asked for is there in every language. Prints the table; exits with 1 when there is a gap.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2];
const folder = join(root, "server/src/main/java/reverie/telegram");
const languages = readdirSync(join(root, "packages/i18n/locales"));
const sources = new Map(
  readdirSync(folder).filter((f) => f.endsWith(".java")).map((f) => [f.replace(".java", ""), readFileSync(join(folder, f), "utf8")]),
);
const gaps = [];
const gap = (what) => { gaps.push(what); return "—"; };

// ---- buttons --------------------------------------------------------------------------------------------------------

const listed = sources.get("Action").match(/enum Action \{([\s\S]*?);/)[1];
const actions = [...listed.matchAll(/([A-Z_]+)\("([^"]+)"\)/g)].map(([, name, code]) => ({ name, code }));
const commands = [...sources].filter(([, text]) => /class \w+ implements Command\b/.test(text));
const handled = new Map(commands.map(([name, text]) => {
  const set = text.match(/Set<Action> buttons\(\) \{\s*return Set\.of\(([\s\S]*?)\);/)?.[1] ?? "";
  return [name, [...set.matchAll(/Action\.([A-Z_]+)/g)].map(([, action]) => action)];
}));

console.log("button       code  answered by         offered by");
for (const { name, code } of actions) {
  const handlers = [...handled].filter(([, set]) => set.includes(name)).map(([command]) => command);
  const offers = [...sources].filter(([, text]) => new RegExp(`Action\\s*\\.${name}\\s*\\.button\\(`).test(text)).map(([file]) => file);
  const by = handlers.length === 1 ? handlers[0] : gap(`${name} is answered by ${handlers.length === 0 ? "nobody" : handlers.join(" and ")}`);
  const from = offers.length > 0 ? offers.join(", ") : gap(`${name} is offered nowhere`);
  console.log(`${name.padEnd(12)} ${code.padEnd(5)} ${by.padEnd(19)} ${from}`);
}
for (const [command, set] of handled) {
  for (const action of set) if (!actions.some(({ name }) => name === action)) gap(`${command} answers ${action}, which is no button`);
}

// ---- texts ----------------------------------------------------------------------------------------------------------

const texts = new Map(languages.map((language) =>
  [language, JSON.parse(readFileSync(join(root, "packages/i18n/locales", language, "server-telegram.json"), "utf8")).bot]));
/** A text, or the first of its plurals. */
function find(texts, key) {
  const parts = key.split(".");
  const last = parts.pop();
  const group = parts.reduce((node, part) => node?.[part], texts);
  return group?.[last] ?? group?.[`${last}_other`];
}
const wanted = new Set();
const ask = (key, by) => {
  wanted.add(key);
  for (const language of languages) {
    if (typeof find(texts.get(language), key) !== "string") gap(`${by} asks for “${key}”, which is missing in ${language}`);
  }
};

console.log("\ncommand      answered by         explained");
for (const [command, text] of commands) {
  const name = text.match(/String name\(\) \{\s*return "(\w+)"/)?.[1];
  if (!name) continue;
  ask(`command.${name}`, command);
  console.log(`/${name.padEnd(11)} ${command.padEnd(19)} ${find(texts.get("en"), `command.${name}`) ?? "—"}`);
}

const quoted = /(?:talk|words|labels)\.(?:html|label)\(\s*(?:[\w.()]*language[()]*,\s*)?([^;]*?)[,)]/g;
for (const [file, text] of sources) {
  for (const [, argument] of text.matchAll(quoted)) {
    // A choice between two names both of them; what is put together is looked at by the tests.
    if (argument.includes("+")) continue;
    for (const [, key] of argument.matchAll(/"([a-z_.]+)"/g)) ask(key, file);
  }
}

// The other way round: a text that nobody asks for, by its name or by the beginning of one.
const all = [...sources.values()].join("\n");
const beginnings = [...all.matchAll(/"([a-z_]+\.)"\s*\+/g)].map(([, beginning]) => beginning);
const leaves = (node, path) =>
  typeof node === "string" ? [path.replace(/_(zero|one|two|few|many|other)$/, "")] : Object.entries(node).flatMap(([k, v]) => leaves(v, path ? `${path}.${k}` : k));
for (const key of new Set(leaves(texts.get("en"), ""))) {
  if (!all.includes(`"${key}"`) && !beginnings.some((beginning) => key.startsWith(beginning)) && !wanted.has(key)) {
    gap(`nobody asks for the text “${key}”`);
  }
}
console.log(`\n${wanted.size} texts in ${languages.join(", ")}`);

for (const found of gaps) console.log(`GAP  ${found}`);
process.exit(gaps.length === 0 ? 0 : 1);
