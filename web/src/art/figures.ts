import { al, lin, type Brush } from "./brush";
import type { Palette } from "./palette";

interface Rim {
  c1?: string;
  c2?: string;
  w2?: number;
  o1?: readonly [number, number];
  o2?: readonly [number, number];
  b?: number;
}

/** Fill, then light creeping in from the edges. */
export function rimFill(
  g: Brush,
  p: Path2D,
  fill: string | CanvasGradient,
  { c1, c2, w2 = 2, o1 = [3, -2], o2 = [-3, 1], b = 5 }: Rim = {},
): void {
  g.save();
  g.fillStyle = fill;
  g.fill(p);
  g.clip(p);
  g.lineJoin = "round";
  if (c2) {
    g.save();
    g.translate(o2[0] * 0.3, o2[1] * 0.3);
    g.strokeStyle = c2;
    g.globalAlpha = 0.55;
    g.shadowColor = c2;
    g.shadowBlur = b;
    g.lineWidth = w2;
    g.stroke(p);
    g.restore();
  }
  if (c1) {
    const inv = new Path2D();
    inv.rect(-4000, -4000, 8000, 8000);
    inv.addPath(p);
    g.shadowColor = c1;
    g.shadowBlur = b * 1.6;
    g.shadowOffsetX = o1[0] * g.getTransform().a;
    g.shadowOffsetY = o1[1] * g.getTransform().d;
    g.fillStyle = c1;
    g.fill(inv, "evenodd");
    g.fill(inv, "evenodd");
  }
  g.restore();
}
function sitterBody(g: Brush, P: Palette): void {
  const body = new Path2D(
    "M262 150 C284 158 304 172 312 206 C322 250 322 318 326 400 L214 400 C206 392 206 380 216 372 " +
      "C206 360 196 342 188 322 L150 392 C148 397 146 400 142 400 L78 400 C70 400 66 392 72 386 C84 378 " +
      "100 376 112 370 L134 274 C136 262 146 254 158 254 C176 252 194 262 212 278 C214 250 210 226 214 " +
      "200 C216 178 226 162 240 154 Z",
  );
  const neck = new Path2D("M230 128 C233 142 230 152 222 160 L262 166 C260 152 260 140 264 128 Z");
  const face = new Path2D(
    "M262 58 C234 54 214 66 208 88 C206 94 207 97 206 100 C204 105 198 111 198 114 C198 117 203 116 " +
      "204 118 C205 120 202 121 202 123 C202 125 205 125 204 127 C203 131 206 138 214 139 C226 140 240 " +
      "138 250 130 Z",
  );
  const dark = lin(g, 120, 40, 320, 400, ["#141430", "#0d0d20", "#080812"]);
  const o: Rim = { c1: P.rim, c2: P.rim2, o1: [2.6, 0.9], w2: 1.6, b: 3 };
  rimFill(g, neck, "#1a1733", {});
  rimFill(g, face, lin(g, 196, 100, 250, 120, ["#d9b8d8", "#7d5f9c", "#2a2350"]), { c1: P.rim, o1: [2, 0], b: 2 });
  g.strokeStyle = "#0d0b20";
  g.lineWidth = 2.2;
  g.lineCap = "round";
  g.beginPath();
  g.moveTo(208, 103);
  g.quadraticCurveTo(212, 106, 218, 105);
  g.stroke();
  g.lineWidth = 1.1;
  g.beginPath();
  g.moveTo(209, 106);
  g.lineTo(207, 108);
  g.moveTo(212, 107);
  g.lineTo(211, 110);
  g.stroke();
  g.fillStyle = "rgba(255,120,190,.45)";
  g.beginPath();
  g.ellipse(214, 118, 6, 3.4, 0, 0, 7);
  g.fill();
  rimFill(g, body, dark, o);
  g.save();
  g.clip(body);
  g.fillStyle = lin(g, 70, 270, 230, 400, ["#3b2f78", "#221b4e", "#15122f"]);
  g.globalAlpha = 0.75;
  g.fill(new Path2D("M134 270 C140 254 150 250 162 252 C190 258 214 280 232 306 L226 400 L60 400 Z"));
  g.globalAlpha = 1;
  g.fillStyle = "#0a0a18";
  g.fill(new Path2D("M60 402 L66 384 C84 376 100 374 116 366 L152 392 L146 402 Z"));
  g.strokeStyle = P.rim;
  g.lineWidth = 1.4;
  g.beginPath();
  g.moveTo(68, 395);
  g.lineTo(146, 395);
  g.stroke();
  g.strokeStyle = al(P.rim2, 0.8);
  g.lineWidth = 2;
  g.beginPath();
  g.moveTo(119, 336);
  g.lineTo(176, 352);
  g.moveTo(117, 344);
  g.lineTo(172, 360);
  g.stroke();
  g.fillStyle = lin(g, 210, 150, 330, 400, ["#1d1b42", "#12112a", "#0a0a18"]);
  g.fill(
    new Path2D(
      "M262 150 C284 158 304 172 312 206 C322 250 322 318 328 402 L236 402 C240 360 236 326 226 300 " +
        "C216 282 214 262 212 246 C210 220 212 196 218 180 Z",
    ),
  );
  g.strokeStyle = al(P.rim2, 0.5);
  g.lineWidth = 1.4;
  g.stroke(new Path2D("M226 302 C250 318 296 320 322 308 M224 310 C250 326 298 328 323 316"));
  g.restore();
  rimFill(g, body, "rgba(0,0,0,0)", o);
}

function sitterHead(g: Brush, P: Palette): void {
  const hair = new Path2D(
    "M252 40 C220 36 200 58 201 84 C201 92 203 98 204 104 C208 96 210 92 214 84 C213 92 214 98 218 " +
      "104 C218 94 222 86 227 80 C226 92 228 100 232 106 C230 118 230 130 226 146 C234 142 238 136 240 " +
      "130 C239 142 240 152 236 164 C246 158 250 150 252 142 C252 154 254 162 250 174 C262 166 266 156 " +
      "268 146 C270 156 272 164 270 174 C280 164 284 152 284 140 C288 148 292 154 298 156 C292 138 298 " +
      "120 294 92 C290 60 276 42 252 40 Z",
  );
  const ahoge = new Path2D("M254 42 C252 30 240 24 230 28 C240 28 246 34 247 42 Z");
  const hood = new Path2D(
    "M236 150 C250 138 286 140 304 158 C312 176 300 192 280 190 C262 188 246 176 230 178 C226 168 228 158 236 150 Z",
  );
  rimFill(g, hood, lin(g, 230, 140, 300, 190, ["#2b2760", "#151433"]), {
    c1: P.rim,
    c2: P.rim2,
    o1: [1.6, 1.2],
    b: 2,
  });
  rimFill(g, hair, lin(g, 200, 40, 300, 170, ["#3a2a78", "#1c1648", "#0e0c26"]), {
    c1: P.rim2,
    c2: P.rim,
    o1: [-5, 3],
    w2: 2.4,
    b: 5,
  });
  g.fillStyle = "#2c2263";
  g.fill(ahoge);
  g.save();
  g.clip(hair);
  g.strokeStyle = "rgba(190,170,255,.28)";
  g.lineWidth = 1.3;
  (
    [
      [226, 56, 216, 82],
      [244, 48, 236, 100],
      [262, 48, 256, 130],
      [276, 58, 274, 138],
      [286, 80, 288, 140],
    ] as const
  ).forEach(([a, b, c, d]) => {
    g.beginPath();
    g.moveTo(a, b);
    g.quadraticCurveTo(a - 4, (b + d) / 2, c, d);
    g.stroke();
  });
  g.strokeStyle = "rgba(230,220,255,.5)";
  g.lineWidth = 5;
  g.beginPath();
  g.moveTo(216, 74);
  g.quadraticCurveTo(246, 58, 284, 82);
  g.stroke();
  g.restore();
  g.save();
  g.lineCap = "round";
  const band = new Path2D("M257 92 C262 72 260 54 249 37");
  g.strokeStyle = "#0a0a16";
  g.lineWidth = 7;
  g.stroke(band);
  g.strokeStyle = P.rim;
  g.lineWidth = 1.3;
  g.globalAlpha = 0.9;
  g.translate(2.2, 0);
  g.stroke(band);
  g.restore();
  const cup = new Path2D();
  cup.ellipse(256, 104, 13, 17, 0.1, 0, 7);
  rimFill(g, cup, "#11112a", { c1: P.rim, o1: [3, 1], b: 3 });
  g.strokeStyle = P.rim;
  g.lineWidth = 1.6;
  g.shadowColor = P.rim;
  g.shadowBlur = 10;
  g.beginPath();
  g.ellipse(256, 104, 7, 10, 0.1, 0, 7);
  g.stroke();
  g.shadowBlur = 0;
}

function sitterArm(g: Brush, P: Palette): void {
  const arm = new Path2D(
    "M270 178 C284 192 284 222 272 244 C258 262 230 266 206 262 C192 258 178 250 168 240 C162 232 166 " +
      "224 174 224 C186 228 204 236 222 236 C234 232 238 214 242 196 C246 180 258 170 270 178 Z",
  );
  const o: Rim = { c1: P.rim, c2: P.rim2, o1: [2.6, 0.9], w2: 1.6, b: 3 };
  rimFill(g, arm, lin(g, 170, 180, 290, 260, ["#1b1a3c", "#11112a", "#0c0c1c"]), o);
  g.save();
  g.translate(166, 224);
  g.rotate(-0.5);
  g.fillStyle = "#0a0a14";
  g.beginPath();
  g.roundRect(-8, -18, 9, 34, 3);
  g.fill();
  g.fillStyle = "#c8fbff";
  g.shadowColor = P.rim;
  g.shadowBlur = 22;
  g.fillRect(1, -15, 1.8, 28);
  g.restore();
  g.strokeStyle = "rgba(160,150,230,.22)";
  g.lineWidth = 1.2;
  (
    [
      [224, 300, 214, 372],
      [300, 230, 306, 330],
      [286, 260, 292, 380],
      [150, 280, 136, 350],
      [248, 300, 262, 384],
    ] as const
  ).forEach(([a, b, c, d]) => {
    g.beginPath();
    g.moveTo(a, b);
    g.quadraticCurveTo(a - 6, (b + d) / 2, c, d);
    g.stroke();
  });
}

/** Girl on a window sill, in profile, facing left; box 360 x 430, sill at y = 400. */
export function sitter(g: Brush, P: Palette): void {
  sitterBody(g, P);
  sitterHead(g, P);
  sitterArm(g, P);
}

/** Cat looking out, from behind; box 110 x 140, seat at y = 130. */
export function cat(g: Brush, P: Palette): void {
  const p = new Path2D(
      "M34 130 C22 112 24 84 36 68 C30 58 28 46 32 30 L44 42 C50 39 58 39 64 42 L76 30 C80 46 78 58 72 " +
        "68 C86 84 88 112 78 130 Z",
    ),
    t = new Path2D(
      "M74 124 C92 128 104 144 98 166 C95 178 84 180 82 172 C90 170 90 156 84 146 C80 139 74 136 66 134 Z",
    );
  rimFill(g, t, "#0b0b18", { c1: P.rim2, o1: [-2, 1], b: 3 });
  rimFill(g, p, lin(g, 30, 30, 80, 130, ["#191634", "#0a0a16"]), { c1: P.rim, c2: P.rim2, o1: [3, 2], b: 4 });
}
/** Standing figure from behind, coat and blown hair. */
export function person(g: Brush, x: number, y: number, H: number, P: Palette): void {
  const k = H / 200;
  g.save();
  g.translate(x, y);
  g.scale(k, k);
  const body = new Path2D(
    "M-15 -148 C-30 -142 -32 -120 -33 -92 C-34 -76 -36 -66 -40 -50 C-26 -46 -22 -46 -20 -46 L-17 0 " +
      "L-4 0 L-2 -44 L3 -44 L6 0 L18 0 L21 -46 C28 -46 34 -48 42 -52 C36 -70 34 -80 33 -94 C32 -120 30 " +
      "-142 15 -148 Z",
  );
  const hair = new Path2D(
    "M0 -202 C-24 -202 -28 -178 -25 -160 C-24 -146 -30 -134 -28 -118 C-22 -126 -18 -128 -15 -126 C-10 " +
      "-118 -6 -116 -4 -110 C2 -118 6 -122 12 -122 C22 -120 34 -116 50 -120 C38 -128 32 -138 28 -150 " +
      "C26 -166 28 -202 0 -202 Z",
  );
  const o: Rim = { c1: P.rim, c2: P.rim2, o1: [2, 2], b: 4 };
  rimFill(g, body, lin(g, 0, -150, 0, 0, ["#1d1840", "#0a0818"]), o);
  rimFill(g, hair, lin(g, -20, -200, 30, -110, ["#3a2f78", "#141032"]), o);
  g.restore();
}
export function umbrella(g: Brush, x: number, y: number, H: number, P: Palette): void {
  const k = H / 260;
  g.save();
  g.translate(x, y);
  g.scale(k, k);
  g.strokeStyle = "#0a0818";
  g.lineWidth = 4;
  g.beginPath();
  g.moveTo(14, -110);
  g.lineTo(10, -238);
  g.stroke();
  g.restore();
  person(g, x, y, H * 0.72, P);
  headphones(g, x, y, H * 0.72, P);
  g.save();
  g.translate(x, y);
  g.scale(k, k);
  const p = new Path2D(
    "M-92 -176 C-84 -226 -40 -252 10 -254 C60 -252 98 -226 104 -178 C96 -188 82 -190 72 -180 C62 -192 " +
      "46 -192 36 -180 C24 -192 -2 -192 -12 -180 C-22 -192 -42 -192 -52 -180 C-62 -190 -82 -188 -92 " +
      "-176 Z",
  );
  rimFill(g, p, lin(g, -90, -250, 100, -180, [P.rim2, "#6a1a8a", "#2a1060"]), { c1: P.cloudHi, o1: [2, 4], b: 5 });
  g.strokeStyle = "rgba(255,255,255,.35)";
  g.lineWidth = 1.2;
  for (const t of [-52, -12, 36, 72]) {
    g.beginPath();
    g.moveTo(10, -254);
    g.quadraticCurveTo(t * 0.8, -230, t, -180);
    g.stroke();
  }
  g.restore();
}
/** Her headphones on a figure seen from behind, so that one knows her everywhere. Same place as `person`. */
export function headphones(g: Brush, x: number, y: number, H: number, P: Palette): void {
  const k = H / 200;
  g.save();
  g.translate(x, y);
  g.scale(k, k);
  g.lineCap = "round";
  g.strokeStyle = "#0a0a16";
  g.lineWidth = 7;
  const band = new Path2D("M-27 -170 C-28 -214 28 -214 28 -170");
  g.stroke(band);
  g.strokeStyle = P.rim;
  g.lineWidth = 1.6;
  g.stroke(band);
  for (const side of [-1, 1]) {
    const cup = new Path2D();
    cup.ellipse(side * 28, -166, 7, 13, 0, 0, 7);
    rimFill(g, cup, "#11112a", { c1: P.rim, o1: [side, 1], b: 3 });
  }
  g.restore();
}
