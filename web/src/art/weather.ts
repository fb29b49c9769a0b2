import { al, brush, fbm, lin, noise, rad, rgb, sheet, type Brush } from "./brush";
import type { Palette } from "./palette";
import { pick, type Random } from "./random";

interface Clouds {
  top?: number;
  bottom?: number;
  amount?: number;
  sx?: number;
  sy?: number;
  alpha?: number;
}

export function clouds(
  g: Brush,
  w: number,
  h: number,
  P: Palette,
  r: Random,
  { top = 0.1, bottom = 0.8, amount = 0.5, sx = 3, sy = 4.5, alpha = 0.9 }: Clouds = {},
): void {
  const W = Math.round(w / 3),
    H = Math.round(h / 3),
    c = sheet(W, H),
    k = brush(c),
    d = k.createImageData(W, H),
    n = noise(r),
    A = rgb(P.cloud),
    B = rgb(P.cloudHi),
    ox = r() * 50;
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++) {
      const X = ox + (x / W) * sx * (w / h),
        Y = (y / H) * sy,
        e = Math.min(1, Math.max(0, (y / H - top) / 0.25)) * Math.min(1, Math.max(0, (bottom - y / H) / 0.3));
      const v = fbm(n, X, Y),
        up = fbm(n, X - 0.05, Y - 0.12),
        a = Math.min(1, Math.max(0, (v - (1 - amount)) * 5)) * e,
        l = Math.min(1, Math.max(0, (v - up) * 7 + 0.35)),
        i = (y * W + x) * 4;
      A.forEach((value, q) => {
        d.data[i + q] = value * 0.55 * (1 - l) + (value * 0.4 + (B[q] ?? 0) * 0.6) * l;
      });
      d.data[i + 3] = 255 * a * alpha;
    }
  k.putImageData(d, 0, 0);
  g.imageSmoothingQuality = "high";
  g.drawImage(c, 0, 0, w, h);
}
export function sky(
  g: Brush,
  w: number,
  h: number,
  P: Palette,
  r: Random,
  o: { horizon?: number; stars?: number } = {},
): void {
  g.fillStyle = lin(g, 0, 0, 0, h * (o.horizon ?? 1), P.sky);
  g.fillRect(0, 0, w, h);
  for (let i = 0; i < (o.stars ?? 120); i++) {
    const y = r() ** 1.7 * h * 0.6;
    g.fillStyle = `rgba(255,255,255,${0.15 + r() * 0.7})`;
    const s = r() < 0.05 ? 2 : r() * 1.2;
    g.beginPath();
    g.arc(r() * w, y, s, 0, 7);
    g.fill();
  }
}
export function moon(g: Brush, x: number, y: number, R: number, P: Palette): void {
  g.save();
  g.globalCompositeOperation = "screen";
  g.fillStyle = rad(g, x, y, R * 4.2, [al(P.moon, 0.55), al(P.cloud, 0.18), al(P.cloud, 0)]);
  g.fillRect(x - R * 5, y - R * 5, R * 10, R * 10);
  g.restore();
  g.fillStyle = lin(g, x - R, y - R, x + R, y + R, ["#ffffff", P.moon, P.cloudHi]);
  g.beginPath();
  g.arc(x, y, R, 0, 7);
  g.fill();
  g.save();
  g.clip();
  g.globalAlpha = 0.1;
  g.fillStyle = P.far;
  (
    [
      [-0.3, -0.2, 0.28],
      [0.25, 0.3, 0.36],
      [0.4, -0.35, 0.16],
      [-0.15, 0.5, 0.2],
    ] as const
  ).forEach(([a, b, c]) => {
    g.beginPath();
    g.arc(x + a * R, y + b * R, c * R, 0, 7);
    g.fill();
  });
  g.restore();
}

export function rain(g: Brush, w: number, h: number, r: Random, n = 160, ang = 0.12): void {
  g.save();
  g.globalCompositeOperation = "screen";
  g.lineCap = "round";
  for (let i = 0; i < n; i++) {
    const x = r() * w * 1.2 - w * 0.1,
      y = r() * h,
      l = 12 + r() * 46;
    g.strokeStyle = `rgba(190,230,255,${0.05 + r() * 0.2})`;
    g.lineWidth = 0.5 + r() * 1;
    g.beginPath();
    g.moveTo(x, y);
    g.lineTo(x - l * ang, y + l);
    g.stroke();
  }
  g.restore();
}

/** Drops on a pane: each shows the picture upside down, as a real drop does. */
export function drops(g: Brush, w: number, h: number, r: Random, n = 220): void {
  const src = sheet(w, h);
  brush(src).drawImage(g.canvas, 0, 0);
  const drop = (x: number, y: number, R: number): void => {
    g.save();
    g.beginPath();
    g.ellipse(x, y, R, R * 1.16, 0, 0, 7);
    g.clip();
    g.translate(x, y);
    g.scale(-1, -1);
    const S = 16;
    g.filter = "brightness(1.35)";
    g.drawImage(
      src,
      Math.max(0, x - (R * S) / 2),
      Math.max(0, y - (R * S) / 2),
      R * S,
      R * S,
      -R * 1.2,
      -R * 1.3,
      R * 2.4,
      R * 2.6,
    );
    g.restore();
    g.fillStyle = rad(g, x, y, R * 1.2, ["rgba(255,255,255,0)", "rgba(0,0,10,0.1)", "rgba(0,0,10,.38)"]);
    g.beginPath();
    g.ellipse(x, y, R, R * 1.16, 0, 0, 7);
    g.fill();
    g.fillStyle = "rgba(255,255,255,.75)";
    g.beginPath();
    g.ellipse(x - R * 0.35, y - R * 0.45, R * 0.2, R * 0.14, -0.6, 0, 7);
    g.fill();
  };
  for (let i = 0; i < n; i++) drop(r() * w, r() * h, 0.8 + r() ** 4 * 6.5);
  for (let i = 0; i < n / 22; i++) {
    const x = r() * w;
    let y = r() * h * 0.5;
    const e = y + 40 + r() * 190;
    g.save();
    g.strokeStyle = "rgba(255,255,255,.07)";
    g.lineWidth = 3.4;
    g.lineCap = "round";
    g.beginPath();
    g.moveTo(x, y);
    g.quadraticCurveTo(x + 3, (y + e) / 2, x + 1, e);
    g.stroke();
    g.restore();
    for (; y < e; y += 9 + r() * 20) drop(x + r() * 2, y, 0.8 + r() * 1.3);
    drop(x + 1, e, 4 + r() * 3.4);
  }
}

export function petals(g: Brush, w: number, h: number, r: Random, n = 34): void {
  for (let i = 0; i < n; i++) {
    g.save();
    g.translate(r() * w, r() * h);
    g.rotate(r() * 6);
    const s = 2 + r() * 5;
    g.fillStyle = al(pick(r, ["#ffd0ee", "#ff9bd0", "#ffffff"]), 0.35 + r() * 0.5);
    g.beginPath();
    g.moveTo(0, -s);
    g.quadraticCurveTo(s, 0, 0, s);
    g.quadraticCurveTo(-s, 0, 0, -s);
    g.fill();
    g.restore();
  }
}
