import { tokens, type PaletteName } from "@reverie/tokens/values";

/** The colours of one picture: its sky from the tokens, and what is lit by it. */
export interface Palette {
  sky: readonly [string, string, string, string, string];
  moon: string;
  cloud: string;
  cloudHi: string;
  far: string;
  mid: string;
  near: string;
  rim: string;
  rim2: string;
  win: readonly [string, string, string];
  line: string;
}

export const PALETTES: Record<PaletteName, Palette> = {
  neon: {
    sky: tokens.illustration.palettes.neon,
    moon: "#ffe6f6",
    cloud: "#ff7ac8",
    cloudHi: "#ffd0ee",
    far: "#3b1d6e",
    mid: "#1e1147",
    near: "#0b0820",
    rim: "#00f0ff",
    rim2: "#ff4fe0",
    win: ["#ffe08a", "#7df9ff", "#ff9be8"],
    line: "#ffd0f2",
  },
  cyan: {
    sky: tokens.illustration.palettes.cyan,
    moon: "#e8ffff",
    cloud: "#3fc9e0",
    cloudHi: "#c9fbff",
    far: "#0e4a6e",
    mid: "#0a2747",
    near: "#050d1e",
    rim: "#7dfff6",
    rim2: "#5a7bff",
    win: ["#ffe9a8", "#aef6ff", "#7df9ff"],
    line: "#c9fbff",
  },
  dusk: {
    sky: tokens.illustration.palettes.dusk,
    moon: "#fff3d6",
    cloud: "#ffa58c",
    cloudHi: "#fff0c8",
    far: "#7a4a8a",
    mid: "#3d2560",
    near: "#170f2e",
    rim: "#ffd98a",
    rim2: "#ff7ab8",
    win: ["#ffe9a8", "#ffd08a", "#ffb0c8"],
    line: "#ffe9c8",
  },
  indigo: {
    sky: tokens.illustration.palettes.indigo,
    moon: "#f1ecff",
    cloud: "#8d7bff",
    cloudHi: "#e0d8ff",
    far: "#2e2a86",
    mid: "#191858",
    near: "#090a22",
    rim: "#b9a6ff",
    rim2: "#00f0ff",
    win: ["#ffe08a", "#d8ccff", "#7df9ff"],
    line: "#ddd6ff",
  },
  gold: {
    sky: tokens.illustration.palettes.gold,
    moon: "#fff6cf",
    cloud: "#ff9a4a",
    cloudHi: "#fff0b0",
    far: "#5e3138",
    mid: "#33192a",
    near: "#120a14",
    rim: "#ffe45a",
    rim2: "#ff6a8a",
    win: ["#fff0a0", "#ffd25a", "#ff9a7a"],
    line: "#fff0b8",
  },
};
export const PALETTE_NAMES = Object.keys(PALETTES) as [PaletteName, ...PaletteName[]];
