// @vitest-environment node
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "..");
const PACKAGES = resolve(SRC, "../../packages");

function files(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "node_modules")
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    })
    .filter((path) => /\.(tsx?|css|mjs)$/.test(path));
}

/** What each part may import besides itself and packages.
 * app → features → live, ui, lib, art: never back, never sideways. */
const MAY: Record<string, readonly string[]> = {
  app: ["features", "live", "ui", "lib", "art"],
  features: ["live", "ui", "lib", "art"],
  live: [],
  ui: ["lib", "art"],
  lib: ["live", "art"],
  art: [],
};

/** @returns why the import is refused, or undefined */
function refusal(path: string, target: string): string | undefined {
  const [part = "", own = ""] = path.split("/");
  const [other = "", theirs = ""] = target.split("/");
  if (part === "features" && other === "features")
    return own === theirs ? undefined : "features never import each other";
  if (part === other || !(part in MAY) || !(other in MAY)) return undefined;
  return MAY[part]?.includes(other) ? undefined : `${part} never imports ${other}`;
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"((?:@\/|\.)[^"]+)"/g)].map((found) => {
    const name = found[1] ?? "";
    return name.startsWith("@/") ? name.slice(2) : relative(SRC, resolve(path, "..", name));
  });
}

describe("the house", () => {
  it("keeps its walls", () => {
    const broken = files(SRC)
      .filter((path) => !path.includes("/test/") && !path.includes(".test."))
      .flatMap((path) => {
        const own = relative(SRC, path);
        return importsOf(path)
          .map((target) => [own, target, refusal(own, target)])
          .filter(([, , why]) => why);
      });
    expect(broken).toEqual([]);
  });

  it("would see each kind of broken wall", () => {
    expect(refusal("features/wallet/a.ts", "features/studio/b")).toBe("features never import each other");
    expect(refusal("features/wallet/a.ts", "app/store/store")).toBe("features never imports app");
    expect(refusal("ui/Button.tsx", "features/wallet/a")).toBe("ui never imports features");
    expect(refusal("ui/Button.tsx", "app/features")).toBe("ui never imports app");
    expect(refusal("lib/cx.ts", "app/features")).toBe("lib never imports app");
    expect(refusal("features/wallet/a.ts", "features/wallet/b")).toBeUndefined();
    expect(refusal("app/routes.tsx", "features/wallet/routes")).toBeUndefined();
  });

  it("has short files and lines, no barrels, and no socket outside live", () => {
    const all = [...files(SRC), ...files(PACKAGES)].filter((path) => !/api\/src\/generated\.ts$/.test(path));
    for (const path of all) {
      const lines = readFileSync(path, "utf8").split("\n");
      expect(lines.length, path).toBeLessThanOrEqual(501);
      expect(lines.findIndex((line) => line.length > 120) + 1, `long line in ${path}`).toBe(0);
      expect(/\/index\.tsx?$/.test(path), path).toBe(false);
      const opensSocket = lines.some((line) => /^import .* from "socket\.io-client"/.test(line));
      expect(opensSocket && !path.startsWith(join(SRC, "live")), path).toBe(false);
    }
  });

  it("has components of at most 150 lines", () => {
    for (const path of files(SRC).filter((one) => one.endsWith(".tsx"))) {
      const starts = [
        ...readFileSync(path, "utf8").matchAll(/^(?:export )?(?:default )?(?:async )?function [^]*?^}/gm),
      ];
      for (const [text] of starts)
        expect(text.split("\n").length, `${path}: ${text.slice(0, 60)}`).toBeLessThanOrEqual(150);
    }
  });

  it("has fresh generated files", { timeout: 60_000 }, () => {
    for (const name of ["tokens", "api"]) {
      execFileSync(process.execPath, [join(PACKAGES, name, "scripts/generate.mjs"), "--check"], { stdio: "pipe" });
    }
  });
});
