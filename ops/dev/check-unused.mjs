// What lies around in the web and in the texts. Goes by words: it finds only what nothing at all mentions.

const isTest = /\.test\.tsx?$|\/test\/|\/e2e\//;

/**
 * @returns exports that no other file names. A test may look at what its file itself uses; it is no user of anything
 *     else. A type may be there for those who call what it describes.
 */
export function unusedExports(files, text) {
  const code = files.filter((file) => /^(web\/src|packages\/[^/]+\/src)\/.*\.tsx?$/.test(file) && !file.endsWith("generated.ts"));
  // Our own scripts take from the product too: they draw its pictures and walk its pages.
  const takers = [...code, ...files.filter((file) => /^web\/(scripts|e2e)\/.*\.mjs$|^web\/vite\.config\.ts$/.test(file))];
  const words = new Map(takers.map((file) => [file, new Set(text(file).match(/[A-Za-z_$][\w$]*/g))]));
  const found = [];
  for (const file of code.filter((f) => !isTest.test(f))) {
    for (const [, kind, name] of text(file).matchAll(/^export (?:async )?(function\*?|const|let|class|interface|type|enum) (\w+)/gm)) {
      if (name === "routes") continue; // collected by a glob
      const users = takers.filter((other) => other !== file && words.get(other).has(name));
      const usedHere = text(file).match(new RegExp(`\\b${name}\\b`, "g")).length > 1;
      const isType = kind === "interface" || kind === "type";
      const fine = users.some((user) => !isTest.test(user)) || (usedHere && (isType || users.length > 0));
      if (!fine) found.push(`${name} in ${file}`);
    }
  }
  return found;
}

function leaves(node, path = []) {
  return typeof node === "string" ? [path] : Object.entries(node).flatMap(([key, value]) => leaves(value, [...path, key]));
}

/** @returns keys of the English texts of which no part stands in the sources, whole or as the beginning of one */
export function unusedTexts(files, text) {
  const literals = new Set();
  const beginnings = new Set();
  const endings = new Set();
  for (const file of files.filter((f) => /^(server\/src\/main\/java|web\/src|packages\/[^/]+\/src|web\/e2e)\//.test(f) && !isTest.test(f))) {
    const source = text(file);
    for (const [, word] of source.matchAll(/["'`]([\w.:/-]+)["'`]/g)) literals.add(word.replace(/^\w+:/, ""));
    for (const [, word] of source.matchAll(/["'`](?:\w+:)?([\w.:-]*[.:_])(?:"\s*\+|\$\{|")/g)) beginnings.add(word.replace(/^\w+:/, ""));
    for (const [, word] of source.matchAll(/\}\.([\w.]+)[`$]/g)) endings.add(word);
    // A member that stands in a list of names: `kind`, `CANCEL`, `noop/nothing`.
    for (const [, word] of source.matchAll(/\b([A-Za-z_]\w*)\b/g)) if (file.endsWith(".java")) literals.add(word.toLowerCase());
  }
  for (const file of files.filter((f) => /^server\/src\/main\/resources\/(catalog|engine|moderation)\//.test(f))) {
    for (const word of text(file).match(/[\w-]+/g) ?? []) literals.add(word);
  }
  const used = (path) => {
    for (let from = 0; from < path.length; from++) {
      for (let to = path.length; to > from; to--) {
        const part = path.slice(from, to).join(".");
        if (to === path.length && literals.has(part)) return true;
        if (to === path.length && literals.has(part.replace(/(_ordinal)?_(zero|one|two|few|many|other)$/, ""))) return true;
        if (to === path.length && from > 0 && endings.has(part)) return true;
        if (beginnings.has(`${part}.`) || beginnings.has(`${part}_`)) return true;
        // A problem's title, detail and remedy belong to its code.
        if (path[0] === "errors" && from === 1 && literals.has(part)) return true;
      }
    }
    return false;
  };
  return files
    .filter((file) => /^packages\/i18n\/locales\/en\/.*\.json$/.test(file))
    .flatMap((file) =>
      leaves(JSON.parse(text(file)))
        .filter((path) => !used(path))
        .map((path) => `${path.join(".")} in ${file}`),
    );
}
