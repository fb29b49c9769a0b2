import { isLanguage, type Language } from "@reverie/i18n/i18n";
import { place } from "./place";

export type Motion = "system" | "less" | "full";

/** What this browser remembers about how it likes things. The account's own language wins when it is known. */
export interface Preferences {
  motion: Motion;
  language?: Language;
}

const KEY = "reverie.preferences";
const browser = place("localStorage");

export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(browser.get(KEY) ?? "{}") as Partial<Preferences>;
    const motion = kept.motion === "less" || kept.motion === "full" ? kept.motion : "system";
    return { motion, language: isLanguage(kept.language) ? kept.language : undefined };
  } catch {
    return { motion: "system" };
  }
}

export function writePreferences(preferences: Preferences): void {
  browser.set(KEY, JSON.stringify(preferences));
}

export function applyMotion(motion: Motion): void {
  document.documentElement.dataset.motion = motion;
}

export function motionReduced(): boolean {
  const chosen = document.documentElement.dataset.motion;
  if (chosen === "less") return true;
  if (chosen === "full") return false;
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
