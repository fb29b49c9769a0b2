import { al, finish, lin, mix, rad, type Brush } from "./brush";
import { bust, type Face, type Mood } from "./face";
import { person, umbrella } from "./figures";
import type { Palette } from "./palette";
import { pick, type Random } from "./random";
import { grass, mountains, reflect, skyline, torii } from "./town";
import { clouds, drops, moon, petals, rain, sky } from "./weather";

export const SCENES = ["city", "sea", "rails", "torii", "mount", "alley", "portrait", "window"] as const;
export type SceneName = (typeof SCENES)[number];

export interface SceneOptions {
  face: Face;
  mood?: Mood;
  /** Where the figure stands on the rails, as a part of the width. */
  at: number;
}

type Draw = (g: Brush, w: number, h: number, P: Palette, r: Random, S: number, o: SceneOptions) => void;

const city: Draw = (g, w, h, P, r, S) => {
  const b = h * 0.72;
  sky(g, w, h, P, r, { horizon: 0.74 });
  moon(g, w * (0.25 + r() * 0.5), h * 0.26, 26 * S + r() * 24 * S, P);
  clouds(g, w, h * 0.8, P, r, { amount: 0.5, alpha: 0.8 });
  skyline(g, w, b, P, r, { scale: S * 0.95 });
  reflect(g, w, h, b, r);
};

const sea: Draw = (g, w, h, P, r, S) => {
  const b = h * 0.6;
  sky(g, w, h, P, r, { horizon: 0.62 });
  moon(g, w * 0.5, h * 0.36, 58 * S, P);
  clouds(g, w, h * 0.72, P, r, { amount: 0.56, top: 0.15, bottom: 0.95 });
  g.fillStyle = P.far;
  reflect(g, w, h, b, r, { amp: 9, fade: 0.7, tint: P.near });
  g.save();
  g.globalCompositeOperation = "screen";
  for (let i = 0; i < 260; i++) {
    const t = r() ** 0.7,
      y = b + t * (h - b),
      ww = (6 + 60 * t) * S;
    g.fillStyle = al(P.moon, 0.05 + r() * 0.35);
    g.fillRect(w * 0.5 + (r() - 0.5) * (40 + 260 * t) * S - ww / 2, y, ww * r(), 1 + 1.6 * t);
  }
  g.restore();
  person(g, w * 0.5, h * 0.9, h * 0.26, P);
};

const rails: Draw = (g, w, h, P, r, S, o) => {
  const b = h * 0.52,
    vx = w * 0.52;
  sky(g, w, h, P, r, { horizon: 0.56, stars: 60 });
  moon(g, vx, b - 18 * S, 46 * S, P);
  clouds(g, w, h * 0.62, P, r, { amount: 0.58, sx: 2.4, top: 0.05, bottom: 0.98 });
  skyline(g, w, b + 4, P, r, { n: 2, scale: S * 0.42, signs: false });
  g.fillStyle = lin(g, 0, b, 0, h, [mix(P.mid, P.sky[4], 0.25), P.mid, P.near]);
  g.fillRect(0, b, w, h);
  g.save();
  for (let i = 26; i > 0; i--) {
    const t = (i / 26) ** 2.4,
      y = b + (h - b) * t,
      ww = w * 0.34 * t;
    g.fillStyle = mix(P.near, P.mid, 0.5 * (1 - t));
    g.fillRect(vx - ww, y, ww * 2, 3 + 15 * t * S);
  }
  for (const s of [-1, 1]) {
    g.fillStyle = lin(g, 0, b, 0, h, [P.cloudHi, P.rim, mix(P.rim, P.near, 0.5)]);
    g.beginPath();
    g.moveTo(vx, b);
    g.lineTo(vx + s * w * 0.235, h);
    g.lineTo(vx + s * w * 0.26, h);
    g.fill();
  }
  g.restore();
  for (const s of [-1, 1])
    for (let i = 5; i > 0; i--) {
      const t = (i / 5) ** 1.9,
        x = vx + s * w * 0.62 * t,
        y = b + (h - b) * t * 0.55,
        ph = h * 0.62 * t;
      g.fillStyle = P.near;
      g.fillRect(x - 3 * t * S, y - ph, 6 * t * S + 1, ph + 6);
      g.fillRect(x - 34 * t * S, y - ph * 0.93, 68 * t * S, 3.5 * t * S + 0.6);
      g.fillRect(x - 24 * t * S, y - ph * 0.84, 48 * t * S, 3 * t * S + 0.6);
    }
  g.strokeStyle = al(P.near, 0.85);
  g.lineWidth = 1.2;
  for (const s of [-1, 1])
    for (const k of [-30, -10, 14, 30]) {
      g.beginPath();
      g.moveTo(vx, b - 2);
      g.quadraticCurveTo(vx + s * w * 0.3, b - h * 0.12 + k * 0.6, vx + s * w * 0.66, b - h * 0.36 + k * 1.8);
      g.stroke();
    }
  grass(g, w, h, P, r, h * 0.2);
  person(g, w * o.at, h * 0.86, h * 0.34, P);
};

const gate: Draw = (g, w, h, P, r, S) => {
  const b = h * 0.66;
  sky(g, w, h, P, r, { horizon: 0.68 });
  moon(g, w * 0.5, h * 0.34, 76 * S, P);
  mountains(g, w, b, P, r, S);
  torii(g, w * 0.5, b + 4, h * 0.44, P);
  reflect(g, w, h, b, r, { amp: 5, fade: 0.72, tint: P.near });
  person(g, w * 0.5, b + h * 0.2, h * 0.17, P);
  petals(g, w, h, r);
};

const mount: Draw = (g, w, h, P, r, S) => {
  const b = h * 0.8;
  sky(g, w, h, P, r, { horizon: 0.8 });
  moon(g, w * 0.7, h * 0.2, 30 * S, P);
  clouds(g, w, h * 0.8, P, r, { amount: 0.54 });
  mountains(g, w, b, P, r, S * 1.3);
  g.fillStyle = P.near;
  g.fillRect(0, b, w, h - b);
  g.fillStyle = mix(P.near, P.mid, 0.6);
  g.fillRect(0, b - 3 * S, w, 4 * S);
  const tx = w * 0.18,
    th = 22 * S,
    tw = w * 0.66;
  g.save();
  g.fillStyle = mix(P.near, P.mid, 0.3);
  g.beginPath();
  g.roundRect(tx, b - 5 * S - th, tw, th, 6);
  g.fill();
  g.shadowColor = P.win[0];
  g.shadowBlur = 14;
  g.fillStyle = P.win[0];
  for (let x = tx + 8 * S; x < tx + tw - 12 * S; x += 16 * S) g.fillRect(x, b - th + 1 * S, 10 * S, 7 * S);
  g.restore();
  for (let x = 0; x < w; x += 46 * S) {
    g.fillStyle = P.near;
    g.fillRect(x, b, 7 * S, h - b);
  }
  reflect(g, w, h, b + (h - b) * 0.45, r, { tint: P.near, fade: 0.6 });
};

/** One side of a house in the street: from its far edge to its near one, each with its roof and its foot. */
interface Side {
  far: readonly [x: number, top: number, foot: number];
  near: readonly [x: number, top: number, foot: number];
}

/** The point of a house's side at `u` from far to near and `v` from roof to foot. */
function onSide({ far, near }: Side, u: number, v: number): readonly [number, number] {
  const at = (i: 0 | 1 | 2): number => far[i] + (near[i] - far[i]) * u;
  return [at(0), at(1) + (at(2) - at(1)) * v];
}

function quad(g: Brush, points: readonly (readonly [number, number])[]): void {
  g.beginPath();
  points.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
  g.closePath();
  g.fill();
}

function litWindows(g: Brush, side: Side, P: Palette, r: Random, near: number): void {
  const columns = 3 + Math.round(near * 2);
  const rows = Math.max(4, Math.round((side.near[2] - side.near[1]) / (16 + 26 * near)));
  for (let c = 0; c < columns; c++)
    for (let v = 0.5; v < rows - 1.4; v++) {
      if (r() > 0.4) continue;
      const [u0, v0] = [(c + 0.22) / columns, v / rows];
      const [u1, v1] = [u0 + 0.5 / columns, v0 + 0.5 / rows];
      g.fillStyle = al(pick(r, P.win), 0.22 + r() * 0.55);
      quad(g, [onSide(side, u0, v0), onSide(side, u1, v0), onSide(side, u1, v1), onSide(side, u0, v1)]);
    }
}

function neonSign(g: Brush, x: number, y: number, w: number, h: number, color: string, r: Random): void {
  g.save();
  g.fillStyle = al("#07061a", 0.85);
  g.fillRect(x, y, w, h);
  g.shadowColor = color;
  g.shadowBlur = w * 1.6;
  g.strokeStyle = color;
  g.lineWidth = Math.max(1, w * 0.09);
  g.strokeRect(x, y, w, h);
  g.fillStyle = color;
  const step = w * 0.95;
  for (let q = y + step * 0.35; q < y + h - step * 0.6; q += step) {
    g.fillRect(x + w * 0.25, q, w * 0.5, w * 0.11);
    g.fillRect(x + w * (r() < 0.5 ? 0.25 : 0.62), q, w * 0.11, w * 0.42);
    g.fillRect(x + w * 0.25, q + w * 0.34, w * (0.3 + r() * 0.25), w * 0.11);
  }
  g.restore();
}

/** Houses on both sides, the far ones first; their inner edges catch the light at the end of the street. */
function walls(g: Brush, w: number, h: number, P: Palette, r: Random, S: number): void {
  const [vx, b] = [w * 0.5, h * 0.62];
  const depth = (i: number): number => ((7 - i) / 7) ** 1.8;
  for (let i = 6; i >= 0; i--)
    for (const s of [-1, 1]) {
      const [t0, t1] = [depth(i), depth(i + 1)];
      const tall = 0.85 + r() * 0.5;
      const edge = (t: number): readonly [number, number, number] => [
        vx + s * w * (0.07 + 0.5 * t), b - h * (0.13 + 0.6 * t) * tall, b + h * 0.13 * t,
      ];
      const side: Side = { far: edge(t1), near: edge(t0) };
      const haze = mix(P.near, P.far, 0.75 * (1 - t0));
      g.fillStyle = lin(g, side.far[0], 0, side.near[0], 0, [mix(P.near, P.sky[3], 0.5 * (1 - t0) + 0.12), haze]);
      quad(g, [onSide(side, 0, 0), onSide(side, 1, 0), onSide(side, 1, 1), onSide(side, 0, 1)]);
      litWindows(g, side, P, r, t0);
      g.strokeStyle = al(P.cloudHi, 0.5 * (1 - t0) + 0.14);
      g.lineWidth = 1 + t0;
      g.beginPath();
      g.moveTo(side.far[0], side.far[1]);
      g.lineTo(side.far[0], side.far[2]);
      g.stroke();
      for (let k = 0; k < 2; k++) {
        const [x, y] = onSide(side, 0.1 + 0.5 * r(), 0.2 + 0.4 * r());
        const size = (5 + 19 * t0) * S;
        const color = pick(r, [P.rim, P.rim2, "#ffe45a", P.rim2]);
        neonSign(g, s < 0 ? x : x - size, y, size, size * (2.4 + r() * 2.2), color, r);
      }
    }
}

function wires(g: Brush, w: number, h: number, P: Palette): void {
  g.strokeStyle = al(P.near, 0.8);
  g.lineWidth = 1.3;
  for (const [from, to, sag] of [[0.06, 0.1, 0.13], [0.11, 0.04, 0.1], [0.2, 0.24, 0.09]] as const) {
    g.beginPath();
    g.moveTo(0, h * from);
    g.quadraticCurveTo(w * 0.5, h * (Math.max(from, to) + sag), w, h * to);
    g.stroke();
  }
}

const alley: Draw = (g, w, h, P, r, S) => {
  const vx = w * 0.5,
    b = h * 0.62;
  g.fillStyle = lin(g, 0, 0, 0, b, [P.sky[0], P.sky[1], P.sky[2], P.sky[3]]);
  g.fillRect(0, 0, w, h);
  g.fillStyle = rad(g, vx, b, w * 0.5, [al(P.cloudHi, 0.9), al(P.cloud, 0.4), al(P.cloud, 0)]);
  g.fillRect(0, 0, w, h);
  walls(g, w, h, P, r, S);
  g.fillStyle = rad(g, vx, b, w * 0.2, [P.cloudHi, al(P.cloudHi, 0.3), al(P.cloud, 0)]);
  g.fillRect(0, b - h * 0.3, w, h * 0.3);
  g.fillStyle = P.near;
  g.fillRect(0, b, w, h - b);
  reflect(g, w, h, b, r, { amp: 6, fade: 0.5, tint: P.near });
  wires(g, w, h, P);
  umbrella(g, vx, h * 0.88, h * 0.46, P);
  rain(g, w, h, r, 190, 0.1);
};

const portrait: Draw = (g, w, h, P, r, S, o) => {
  sky(g, w, h, P, r, { stars: 0 });
  clouds(g, w, h, P, r, { amount: 0.52, alpha: 0.6 });
  g.save();
  g.globalCompositeOperation = "screen";
  for (let i = 0; i < 26; i++) {
    const x = r() * w,
      y = r() * h,
      R = (8 + r() * 34) * S,
      c2 = pick(r, [P.rim, P.rim2, P.cloudHi]);
    g.fillStyle = rad(g, x, y, R, [al(c2, 0.12), al(c2, 0.2), al(c2, 0)]);
    g.beginPath();
    g.arc(x, y, R, 0, 7);
    g.fill();
  }
  g.restore();
  const px = Math.min(w * 1.02, h * 0.86),
    B = bust(o.face, px * 1.5, o.mood);
  g.save();
  g.shadowColor = al(o.face.glow, 0.8);
  g.shadowBlur = 40;
  g.drawImage(B, (w - px) / 2, h - px * 1.12, px, px * 1.13);
  g.restore();
  petals(g, w, h, r, 14);
};

/** The rainy window of the landing page. */
export const rainyWindow: Draw = (g, w, h, P, r, S) => {
  sky(g, w, h, P, r, { horizon: 0.86 });
  moon(g, w * 0.26, h * 0.24, 34 * S, P);
  clouds(g, w, h * 0.86, P, r, { amount: 0.54 });
  skyline(g, w, h * 1.01, P, r, { scale: S * 0.86, n: 4 });
  finish(g, w, h, { r, bloom: 0.5, vig: 0.3, grain: 0 });
  drops(g, w, h, r, 180);
};

const DRAW: Record<SceneName, Draw> = { city, sea, rails, torii: gate, mount, alley, portrait, window: rainyWindow };

export function drawScene(
  g: Brush,
  w: number,
  h: number,
  kind: SceneName,
  P: Palette,
  r: Random,
  o: SceneOptions,
): void {
  DRAW[kind](g, w, h, P, r, Math.min(w, h) / 420, o);
  const calm = kind === "portrait";
  finish(g, w, h, { r, bloom: calm ? 0.22 : 0.45, vig: calm ? 0.25 : 0.45 });
}
