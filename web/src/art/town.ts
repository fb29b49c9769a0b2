import { al, brush, fbm, lin, mix, noise, sheet, type Brush } from "./brush";
import { rimFill } from "./figures";
import type { Palette } from "./palette";
import { pick, type Random } from "./random";

export function skyline(
  g: Brush,
  w: number,
  base: number,
  P: Palette,
  r: Random,
  { n = 3, scale = 1, signs = true }: { n?: number; scale?: number; signs?: boolean } = {},
): void {
  for (let L = 0; L < n; L++) {
    const t = L / Math.max(1, n - 1),
      col = L === 0 ? P.far : L === n - 1 ? P.near : P.mid,
      hmax = (0.62 - 0.26 * t) * 420 * scale;
    let x = -20;
    while (x < w + 20) {
      const bw = (26 + r() * 54) * scale * (0.7 + t * 0.7),
        bh = hmax * (0.3 + r() ** 1.6 * 0.75),
        y = base - bh;
      g.fillStyle = lin(g, 0, y, 0, base, [
        col,
        mix(L === n - 1 ? "#060611" : P.near, L ? P.mid : P.cloud, L ? 0.12 : 0.42),
      ]);
      g.fillRect(x, y, bw, bh + 4);
      const k = r();
      g.fillStyle = col;
      if (k < 0.2) g.fillRect(x + bw * 0.45, y - 26 * scale, 2 * scale, 26 * scale);
      else if (k < 0.4) g.fillRect(x + bw * 0.2, y - 9 * scale, bw * 0.4, 9 * scale);
      else if (k < 0.5) {
        g.beginPath();
        g.moveTo(x, y);
        g.lineTo(x + bw / 2, y - 22 * scale);
        g.lineTo(x + bw, y);
        g.fill();
      }
      if (k < 0.2) {
        g.fillStyle = "#ff4d6d";
        g.shadowColor = "#ff4d6d";
        g.shadowBlur = 8;
        g.fillRect(x + bw * 0.45 - 0.5, y - 28 * scale, 3 * scale, 3 * scale);
        g.shadowBlur = 0;
      }
      const gx = 7 * scale,
        gy = 9 * scale,
        lit = 0.16 + r() * 0.3;
      for (let yy = y + 8 * scale; yy < base - 8; yy += gy)
        for (let xx = x + 5 * scale; xx < x + bw - 5 * scale; xx += gx)
          if (r() < lit) {
            g.fillStyle = pick(r, P.win);
            g.globalAlpha = (0.18 + r() * 0.6) * (0.35 + t * 0.65);
            g.fillRect(xx, yy, 3 * scale, 4 * scale);
          }
      g.globalAlpha = 1;
      if (signs && L > 0 && r() < 0.3) {
        const c = pick(r, [P.rim, P.rim2, "#ffe45a"]),
          sx = x + bw * (0.15 + r() * 0.6),
          sy = y + bh * (0.12 + r() * 0.2),
          sw = 9 * scale,
          sh = Math.min(bh * 0.5, 66 * scale);
        g.save();
        g.shadowColor = c;
        g.shadowBlur = 16 * scale;
        g.strokeStyle = c;
        g.lineWidth = 1.6 * scale;
        g.strokeRect(sx, sy, sw, sh);
        g.fillStyle = c;
        for (let q = sy + 5 * scale; q < sy + sh - 5 * scale; q += 9 * scale) {
          g.fillRect(sx + 2.5 * scale, q, 4 * scale, 1.6 * scale);
          g.fillRect(sx + (r() < 0.5 ? 2.5 : 5) * scale, q + 2.5 * scale, 1.6 * scale, 3 * scale);
        }
        g.restore();
      }
      x += bw + (r() < 0.3 ? r() * 14 : 1);
    }
    g.save();
    g.globalCompositeOperation = "screen";
    g.fillStyle = lin(g, 0, base - hmax, 0, base, [al(P.sky[3], 0), al(P.sky[4], 0.16 * (1 - t) + 0.05)]);
    g.fillRect(0, base - hmax, w, hmax);
    g.restore();
  }
}
export function reflect(
  g: Brush,
  w: number,
  h: number,
  base: number,
  r: Random,
  { amp = 3, fade = 0.85, tint = "#05060f" }: { amp?: number; fade?: number; tint?: string } = {},
): void {
  const H = h - base,
    s = sheet(w, H),
    k = brush(s);
  k.translate(0, H);
  k.scale(1, -1);
  k.drawImage(g.canvas, 0, Math.max(0, base - H), w, H, 0, 0, w, H);
  g.save();
  g.filter = "blur(1.2px)";
  for (let y = 0; y < H; y += 2) {
    const o = Math.sin(y * 0.35 + Math.sin(y * 0.07) * 6) * amp * (y / H) + (r() - 0.5) * 1.5;
    g.drawImage(s, 0, y, w, 2, o, base + y, w, 2.6);
  }
  g.restore();
  g.fillStyle = lin(g, 0, base, 0, h, [al(tint, 0.22), al(tint, fade)]);
  g.fillRect(0, base, w, H);
}
export function mountains(g: Brush, w: number, b: number, P: Palette, r: Random, S: number): void {
  const n = noise(r);
  for (let L = 0; L < 4; L++) {
    const t = L / 3;
    g.fillStyle = lin(g, 0, b - 260 * S, 0, b, [mix(P.far, P.near, t * 0.8), mix(P.far, P.sky[4], 0.35 * (1 - t))]);
    g.beginPath();
    g.moveTo(0, b);
    for (let x = 0; x <= w; x += 3) {
      const e = fbm(n, x / (150 * S) + L * 9, L * 3, 5);
      g.lineTo(x, b - (190 - 45 * L) * S * (e * 1.5 - 0.28));
    }
    g.lineTo(w, b);
    g.fill();
  }
}
export function torii(g: Brush, x: number, b: number, H: number, P: Palette): void {
  const k = H / 100;
  g.save();
  g.translate(x, b);
  g.scale(k, k);
  const p = new Path2D(
    "M-62 -100 Q0 -88 62 -100 L64 -91 Q0 -79 -64 -91 Z M-52 -76 H52 V-70 H-52 Z M-40 -86 L-33 -86 " +
      "L-37 0 L-46 0 Z M40 -86 L33 -86 L37 0 L46 0 Z M-4 -84 H4 V-72 H-4 Z",
  );
  g.shadowColor = "#ff3d6e";
  g.shadowBlur = 12;
  rimFill(g, p, lin(g, 0, -100, 0, 0, ["#ff5a6e", "#b0204a", "#4a0f30"]), { c1: P.moon, o1: [0.2, 0.7], b: 2 });
  g.restore();
}
export function grass(g: Brush, w: number, h: number, P: Palette, r: Random, H: number): void {
  for (let i = 0; i < w * 0.8; i++) {
    const x = r() * w,
      e = Math.abs(x / w - 0.52) * 2,
      l = H * (0.2 + 0.9 * e * r());
    g.strokeStyle = mix(P.near, P.mid, r() * 0.6);
    g.lineWidth = 1 + r() * 1.6;
    g.beginPath();
    g.moveTo(x, h + 4);
    g.quadraticCurveTo(x + 2, h - l * 0.6, x + (r() - 0.3) * 16, h - l);
    g.stroke();
  }
}
