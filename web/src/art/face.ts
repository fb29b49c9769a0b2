import { al, brush, lin, mix, rad, sheet, type Brush, type Sheet } from "./brush";
import { hash, pick, seeded } from "./random";

export type HairStyle = "bob" | "long" | "twin" | "short";
export type Mood = "soft" | "calm" | "smile";

/** A front-facing character: hair shape and three tones, eye tones, clothes, accessory, glow. */
export interface Face {
  hair: readonly [string, string, string];
  eye: readonly [string, string, string];
  style: HairStyle;
  cloth: string;
  acc: "phones" | "scarf" | "clip" | "none";
  glow: string;
}

const FACES: Record<string, Face> = {
  yuki: {
    hair: ["#e9e6ff", "#a79be8", "#5b4ea8"],
    eye: ["#0b2a5a", "#00c8ff", "#b8fbff"],
    style: "bob",
    cloth: "#1a1c3a",
    acc: "phones",
    glow: "#00f0ff",
  },
  ren: {
    hair: ["#5a6a9a", "#27305c", "#11162f"],
    eye: ["#3a1550", "#c25cff", "#f3c8ff"],
    style: "short",
    cloth: "#20182f",
    acc: "scarf",
    glow: "#ff4fe0",
  },
  mika: {
    hair: ["#ffb3de", "#e0559f", "#7a1f63"],
    eye: ["#5a2a08", "#ffb52e", "#fff0b0"],
    style: "twin",
    cloth: "#2a1230",
    acc: "clip",
    glow: "#ff4fe0",
  },
  sora: {
    hair: ["#7df3ff", "#1f95c8", "#0c3f72"],
    eye: ["#0a3d3a", "#19e0b0", "#d0fff0"],
    style: "long",
    cloth: "#0f2233",
    acc: "clip",
    glow: "#00f0ff",
  },
  kai: {
    hair: ["#ffe08a", "#d98a2e", "#6a3312"],
    eye: ["#10345a", "#3aa0ff", "#cfe8ff"],
    style: "short",
    cloth: "#2a2012",
    acc: "none",
    glow: "#ffe45a",
  },
  nao: {
    hair: ["#3b3452", "#1c1730", "#0b0916"],
    eye: ["#5a0a22", "#ff3d6e", "#ffc2d2"],
    style: "long",
    cloth: "#170f1f",
    acc: "phones",
    glow: "#ff4fe0",
  },
  iris: {
    hair: ["#c9a6ff", "#7c4bd6", "#38207a"],
    eye: ["#1a4a10", "#7ae03a", "#e6ffc8"],
    style: "bob",
    cloth: "#1c1436",
    acc: "clip",
    glow: "#b58bff",
  },
  jin: {
    hair: ["#b9c2d0", "#66708a", "#2c3348"],
    eye: ["#0c2a3a", "#39b8d8", "#c8f4ff"],
    style: "short",
    cloth: "#12222a",
    acc: "phones",
    glow: "#00f0ff",
  },
};

/** The girl of the landing window: violet bob, headphones, cyan light. */
export const HEROINE: Face = {
  hair: ["#8f7cf0", "#4636a0", "#1c1648"],
  eye: ["#0b2a5a", "#00c8ff", "#b8fbff"],
  style: "bob",
  cloth: "#15143a",
  acc: "phones",
  glow: "#00f0ff",
};

/** Everybody's default face, from the hash of their id: shape, colours and extras are chosen apart. */
export function faceOf(id: string): { face: Face; mood: Mood } {
  const r = seeded(hash(id));
  const all = Object.values(FACES) as [Face, ...Face[]];
  const base = pick(r, all);
  const face: Face = {
    ...base,
    eye: pick(r, all).eye,
    style: pick(r, ["bob", "long", "twin", "short"]),
    acc: pick(r, ["phones", "clip", "scarf", "none"]),
    cloth: pick(r, all).cloth,
  };
  return { face, mood: pick(r, ["soft", "calm", "smile"]) };
}

const BACK: Record<HairStyle, string> = {
  bob:
    "M100 22 C46 20 30 66 34 110 C35 140 30 158 26 172 C40 172 48 166 54 158 L146 158 C152 166 160 " +
    "172 174 172 C170 158 165 140 166 110 C170 66 154 20 100 22 Z",
  long: "M100 20 C44 18 28 66 32 116 C34 160 22 196 14 226 L186 226 C178 196 166 160 168 116 C172 66 156 18 100 20 Z",
  twin: "M100 22 C52 20 36 60 40 104 L48 150 L152 150 L160 104 C164 60 148 20 100 22 Z",
  short:
    "M100 24 C52 20 38 60 42 100 C43 120 48 134 56 144 L144 144 C152 134 157 120 158 100 C162 60 148 20 100 24 Z",
};

const FRINGE: Record<HairStyle, string> = {
  bob:
    "M100 26 C56 24 40 62 44 104 C45 130 48 150 44 166 C56 160 61 146 61 128 C61 116 62 106 68 96 C68 " +
    "104 70 110 74 115 C77 104 82 94 89 86 C88 98 91 108 97 115 C99 104 104 94 111 88 C110 98 113 106 " +
    "119 113 C123 107 127 101 130 95 C136 104 139 116 139 128 C139 146 144 160 156 166 C152 150 155 " +
    "130 156 104 C160 62 144 24 100 26 Z",
  long:
    "M100 24 C56 22 40 60 43 106 C44 146 40 176 32 202 C50 190 59 164 59 134 C59 118 64 104 74 92 C86 " +
    "78 98 72 104 58 C110 82 128 88 136 106 C141 120 141 140 142 152 C146 176 154 192 168 202 C160 " +
    "176 156 146 157 106 C160 60 144 22 100 24 Z",
  twin:
    "M100 26 C58 24 42 60 46 100 C47 116 50 128 52 138 C58 130 60 118 62 108 C64 112 66 116 70 118 " +
    "C72 106 78 96 86 88 C84 100 88 110 94 118 C98 106 102 98 110 90 C110 100 114 108 121 115 C126 " +
    "108 130 102 132 96 C138 106 142 122 148 138 C150 128 153 116 154 100 C158 60 142 24 100 26 Z",
  short:
    "M100 22 C54 16 40 58 45 98 C46 112 50 122 54 130 C55 116 58 106 64 98 L66 114 C70 102 78 92 88 " +
      "84 C86 94 87 102 92 110 C98 98 106 90 116 84 C114 94 116 102 122 110 C126 102 130 96 134 92 C140 " +
      "102 144 116 146 130 C150 122 154 112 155 98 C160 60 146 18 100 22 Z",
};

const FACE_SHAPE =
  "M54 96 C54 126 60 142 74 156 C84 166 94 173 100 173 C106 173 116 166 126 156 C140 142 146 126 " +
    "146 96 C146 60 126 48 100 48 C74 48 54 60 54 96 Z";

function ink(g: Brush, w = 1.7, c = "#1a1230"): void {
  g.lineWidth = w;
  g.strokeStyle = c;
  g.lineJoin = "round";
  g.lineCap = "round";
}

function outline(g: Brush, p: Path2D, w?: number): void {
  ink(g, w);
  g.stroke(p);
}

function hairBehind(g: Brush, F: Face): void {
  const H = lin(g, 60, 20, 140, 200, F.hair);
  if (F.style === "twin")
    for (const s of [1, -1]) {
      g.save();
      g.translate(100, 0);
      g.scale(s, 1);
      const t = new Path2D(
        "M50 62 C84 46 100 84 96 130 C94 166 84 196 92 222 C70 210 58 184 60 150 C61 124 52 104 44 90 Z",
      );
      g.fillStyle = H;
      g.fill(t);
      outline(g, t);
      g.strokeStyle = "rgba(30,10,50,.35)";
      g.lineWidth = 1.1;
      g.beginPath();
      g.moveTo(58, 74);
      g.bezierCurveTo(84, 90, 78, 150, 80, 196);
      g.stroke();
      g.fillStyle = F.glow;
      g.beginPath();
      g.roundRect(44, 64, 12, 18, 5);
      g.fill();
      g.restore();
    }
  const bp = new Path2D(BACK[F.style]);
  g.fillStyle = lin(g, 0, 20, 0, 220, [F.hair[1], F.hair[2], F.hair[2]]);
  g.fill(bp);
  outline(g, bp);
}

function shoulders(g: Brush, F: Face): void {
  const cl = new Path2D("M8 226 C14 196 44 186 74 178 C84 190 116 190 126 178 C156 186 186 196 192 226 Z");
  const nk = new Path2D("M86 150 L86 176 C90 188 110 188 114 176 L114 150 Z");
  g.fillStyle = "#e2a9b8";
  g.fill(nk);
  g.save();
  g.clip(nk);
  g.fillStyle = "rgba(90,40,120,.5)";
  g.fillRect(80, 150, 40, 19);
  g.restore();
  outline(g, nk, 1.3);
  g.fillStyle = lin(g, 0, 176, 0, 226, [mix(F.cloth, "#ffffff", 0.12), F.cloth]);
  g.fill(cl);
  outline(g, cl);
  g.strokeStyle = al(F.glow, 0.8);
  g.lineWidth = 1.6;
  g.beginPath();
  g.moveTo(70, 181);
  g.quadraticCurveTo(84, 204, 100, 212);
  g.quadraticCurveTo(116, 204, 130, 181);
  g.stroke();
}

function skin(g: Brush): void {
  const fp = new Path2D(FACE_SHAPE);
  g.fillStyle = lin(g, 54, 60, 146, 170, ["#ffe6df", "#ffdcd6", "#f3bfc9"]);
  g.fill(fp);
  g.save();
  g.clip(fp);
  g.fillStyle = "rgba(140,80,160,.30)";
  g.beginPath();
  g.moveTo(50, 40);
  g.lineTo(150, 40);
  g.lineTo(150, 104);
  g.quadraticCurveTo(140, 120, 137, 150);
  g.quadraticCurveTo(134, 112, 118, 108);
  g.quadraticCurveTo(100, 104, 82, 112);
  g.quadraticCurveTo(66, 116, 62, 130);
  g.lineTo(50, 130);
  g.fill();
  for (const x of [71, 129]) {
    g.fillStyle = rad(g, x, 143, 15, ["rgba(255,96,140,.5)", "rgba(255,96,140,0)"]);
    g.fillRect(x - 16, 128, 32, 30);
    g.strokeStyle = "rgba(230,60,110,.5)";
    g.lineWidth = 1;
    for (let i = -1; i < 2; i++) {
      g.beginPath();
      g.moveTo(x + i * 4 + 1.4, 141);
      g.lineTo(x + i * 4 - 1.4, 146);
      g.stroke();
    }
  }
  g.restore();
  outline(g, fp, 1.5);
}

function eyes(g: Brush, F: Face, mood: Mood): void {
  for (const s of [-1, 1]) {
    g.save();
    g.translate(100 + s * 23, 124);
    g.scale(s, 1);
    const closed = mood === "smile";
    if (closed) {
      ink(g, 2.6, "#22122e");
      g.beginPath();
      g.moveTo(-12, 4);
      g.quadraticCurveTo(0, -9, 13, 3);
      g.stroke();
    } else {
      const ey = new Path2D("M-12 2 C-11 -11 8 -15 14 -3 C14 8 8 14 0 14 C-7 14 -12 9 -12 2 Z");
      g.fillStyle = "#fff";
      g.fill(ey);
      g.save();
      g.clip(ey);
      g.fillStyle = lin(g, 0, -14, 0, 15, F.eye);
      g.beginPath();
      g.ellipse(0.5, 1, 9.4, 13, 0, 0, 7);
      g.fill();
      g.strokeStyle = F.eye[0];
      g.lineWidth = 1.6;
      g.stroke();
      g.fillStyle = F.eye[0];
      g.beginPath();
      g.ellipse(0.5, -0.5, 4.2, 6.4, 0, 0, 7);
      g.fill();
      g.fillStyle = "rgba(30,10,60,.42)";
      g.fillRect(-16, -16, 34, 9);
      g.fillStyle = al(F.eye[2], 0.9);
      g.beginPath();
      g.ellipse(0.5, 10, 5, 2.4, 0, 0, 7);
      g.fill();
      g.fillStyle = "#fff";
      g.beginPath();
      g.ellipse(-3.4 * s, -5, 3.4, 4.2, 0.3, 0, 7);
      g.fill();
      g.beginPath();
      g.arc(4.4 * s, 5.4, 1.7, 0, 7);
      g.fill();
      g.restore();
      g.fillStyle = "#22122e";
      g.beginPath();
      g.moveTo(-13, 3);
      g.bezierCurveTo(-12, -13, 9, -18, 15, -4);
      g.lineTo(19, -7);
      g.lineTo(16, 0);
      g.bezierCurveTo(9, -11, -9, -10, -13, 3);
      g.fill();
      ink(g, 1, "rgba(60,20,60,.6)");
      g.beginPath();
      g.moveTo(-5, 14.4);
      g.quadraticCurveTo(4, 15.6, 9, 11.4);
      g.stroke();
      g.beginPath();
      g.moveTo(-8, -14.5);
      g.quadraticCurveTo(3, -18.6, 12, -12.6);
      g.stroke();
    }
    ink(g, 2, mix(F.hair[2], "#22122e", 0.4));
    g.beginPath();
    g.moveTo(-9, -24 + (mood === "calm" ? 1 : 0));
    g.quadraticCurveTo(3, -28.5, 13, -23);
    g.stroke();
    g.restore();
  }
}

function mouth(g: Brush, mood: Mood): void {
  ink(g, 1.4, "#b0607a");
  g.beginPath();
  g.moveTo(100.5, 143);
  g.lineTo(98.6, 147);
  g.lineTo(100.6, 147.6);
  g.stroke();
  ink(g, 1.6, "#8a3a58");
  g.beginPath();
  if (mood === "smile") {
    g.moveTo(92, 154.5);
    g.quadraticCurveTo(100, 164, 108, 154.5);
    g.closePath();
    g.fillStyle = "#d8506e";
    g.fill();
  } else {
    g.moveTo(94.5, 157);
    g.quadraticCurveTo(100, 160.4, 105.5, 156.6);
  }
  g.stroke();
}

function hairInFront(g: Brush, F: Face): void {
  const H = lin(g, 60, 20, 140, 200, F.hair);
  const fp = new Path2D(FACE_SHAPE);
  const hp = new Path2D(FRINGE[F.style]);
  g.save();
  g.translate(0, 3);
  g.clip(fp);
  g.fillStyle = "rgba(110,50,130,.28)";
  g.fill(hp);
  g.restore();
  g.fillStyle = H;
  g.fill(hp);
  g.save();
  g.clip(hp);
  g.strokeStyle = al(F.hair[2], 0.75);
  g.lineWidth = 1.2;
  (
    [
      [96, 28, 70, 60, 68, 96],
      [99, 28, 88, 60, 90, 88],
      [102, 28, 112, 60, 112, 90],
      [105, 28, 132, 60, 131, 98],
      [92, 28, 52, 56, 52, 128],
      [108, 28, 148, 56, 148, 128],
    ] as const
  ).forEach(([a, b, c, d, e, f]) => {
    g.beginPath();
    g.moveTo(a, b);
    g.quadraticCurveTo(c, d, e, f);
    g.stroke();
  });
  g.globalCompositeOperation = "screen";
  g.strokeStyle = "rgba(255,255,255,.5)";
  g.lineWidth = 4.5;
  g.beginPath();
  for (let i = 0; i <= 12; i++) {
    const t = i / 12,
      x = 54 + t * 92,
      y = 74 - Math.sin(t * Math.PI) * 16 + (i % 2 ? 4 : -2);
    if (i) g.lineTo(x, y);
    else g.moveTo(x, y);
  }
  g.globalAlpha = 0.55;
  g.stroke();
  g.restore();
  outline(g, hp, 1.7);
  if (F.style === "short" || F.style === "bob") {
    ink(g, 1.6);
    const a = new Path2D("M98 26 C94 12 80 8 72 14 C82 13 90 18 92 27 Z");
    g.fillStyle = F.hair[0];
    g.fill(a);
    g.stroke(a);
  }
}

function accessory(g: Brush, F: Face): void {
  if (F.acc === "phones") {
    g.lineWidth = 8;
    g.strokeStyle = "#14142a";
    g.beginPath();
    g.arc(100, 92, 64, Math.PI * 1.06, Math.PI * 1.94);
    g.stroke();
    g.lineWidth = 2;
    g.strokeStyle = F.glow;
    g.beginPath();
    g.arc(100, 92, 66, Math.PI * 1.1, Math.PI * 1.9);
    g.stroke();
    for (const s of [-1, 1]) {
      g.fillStyle = "#14142a";
      g.beginPath();
      g.roundRect(100 + s * 60 - 11, 88, 22, 40, 10);
      g.fill();
      ink(g, 1.4);
      g.stroke();
      g.strokeStyle = F.glow;
      g.lineWidth = 2;
      g.beginPath();
      g.roundRect(100 + s * 60 - 5, 96, 10, 24, 5);
      g.stroke();
    }
  }
  if (F.acc === "clip") {
    g.fillStyle = F.glow;
    g.save();
    g.translate(138, 82);
    g.rotate(0.5);
    g.fillRect(-10, -3, 20, 4);
    g.fillRect(-10, 4, 20, 4);
    g.restore();
  }
  if (F.acc === "scarf") {
    const s = new Path2D(
      "M58 174 C80 190 120 190 142 174 C152 184 150 198 138 204 C112 212 88 212 62 204 C50 198 48 184 58 174 Z",
    );
    g.fillStyle = lin(g, 50, 170, 150, 210, ["#ff5fb0", "#9a1f78"]);
    g.fill(s);
    outline(g, s);
  }
}

function light(g: Brush, F: Face): void {
  {
    g.save();
    g.globalCompositeOperation = "source-atop";
    g.fillStyle = lin(g, 0, 0, 200, 0, [
      al(F.glow, 0.34),
      al(F.glow, 0),
      "rgba(255,0,200,0)",
      "rgba(255,60,220,.24)",
    ]);
    g.fillRect(0, 0, 200, 226);
    g.fillStyle = lin(g, 0, 130, 0, 226, ["rgba(10,8,40,0)", "rgba(10,8,40,.45)"]);
    g.fillRect(0, 0, 200, 226);
    g.restore();
  }
}

/** Draws a character in a 200 x 226 box. */
export function drawFace(g: Brush, F: Face, mood: Mood = "soft"): void {
  hairBehind(g, F);
  shoulders(g, F);
  skin(g);
  eyes(g, F, mood);
  mouth(g, mood);
  hairInFront(g, F);
  accessory(g, F);
  light(g, F);
}

/** The character alone on a clear sheet, `width` pixels wide. */
export function bust(F: Face, width: number, mood?: Mood): Sheet {
  const s = sheet(width, width * 1.13);
  const g = brush(s);
  g.scale(width / 200, width / 200);
  drawFace(g, F, mood);
  return s;
}
