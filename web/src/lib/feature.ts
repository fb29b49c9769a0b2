import type { ComponentType } from "react";
import type { Accent } from "@reverie/tokens/values";
import type { SignInSheetProps } from "./sign-in-sheet";

/** Icons a navigation entry may have; the shell knows how to draw them. */
export type NavIcon =
  "create" | "history" | "library" | "wallet" | "me" | "settings" | "admin" | "help" | "models" | "home";

export interface NavEntry {
  /** Key of `common` for the words. */
  label: string;
  icon: NavIcon;
  order: number;
  /** On the desktop's rail. */
  rail?: boolean;
  /** In the phone's tab bar; `plus` is the button in the middle. */
  tab?: boolean | "plus";
  /** Only for accounts with this role. */
  role?: "admin";
  /** Only for people with an account. */
  account?: boolean;
}

/**
 * One page of a feature. `public` pages stand outside the store (landing, legal, help) and load fast; `app` pages have
 * the shell; `bare` pages have the store and no shell (sign-in, setup).
 */
export interface FeatureRoute {
  path: string;
  layout: "public" | "app" | "bare";
  lazy: () => Promise<{ default: ComponentType }>;
  /** The page's one accent; cyan when absent. */
  accent?: Accent;
  /** Key for the page's title, with its area: `wallet:title`. */
  title?: string;
  nav?: NavEntry;
}

export interface FeatureModule {
  routes: readonly FeatureRoute[];
  /** What stands in the sheet that any page may open with `askToSignIn`; one feature brings it. */
  signInSheet?: () => Promise<{ default: ComponentType<SignInSheetProps> }>;
}
