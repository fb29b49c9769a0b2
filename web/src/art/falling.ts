import { seeded } from "./random";

interface Streak {
  x: number;
  y: number;
  length: number;
  speed: number;
  light: number;
}
interface Bead {
  x: number;
  y: number;
  size: number;
  speed: number;
  rest: number;
}

const STREAKS = 64;
const BEADS = 9;
const SLANT = 0.1;
const FRAME_MILLIS = 33;

function streaks(r: () => number): Streak[] {
  return Array.from({ length: STREAKS }, () => ({
    x: r() * 1.2 - 0.1, y: r() * 1.2 - 0.2, length: 12 + r() * 40, speed: 380 + r() * 520, light: 0.05 + r() * 0.2,
  }));
}

function beads(r: () => number): Bead[] {
  return Array.from({ length: BEADS }, () => ({
    x: r(), y: r() * 0.8, size: 1.6 + r() * 2.2, speed: 16 + r() * 70, rest: r() * 3,
  }));
}

/** Rain outside and drops that run down the pane. Draws over a transparent canvas of the size it is shown at. */
function drawFrame(g: CanvasRenderingContext2D, w: number, h: number, rain: Streak[], glass: Bead[]): void {
  g.clearRect(0, 0, w, h);
  g.lineCap = "round";
  for (const { x, y, length, light } of rain) {
    g.strokeStyle = `rgba(190,230,255,${light})`;
    g.lineWidth = 0.5 + light * 4;
    g.beginPath();
    g.moveTo(x * w, y * h);
    g.lineTo(x * w - length * SLANT, y * h + length);
    g.stroke();
  }
  for (const { x, y, size, rest } of glass) {
    const [left, top] = [x * w, y * h];
    if (rest <= 0) {
      const trail = g.createLinearGradient(0, top - 44, 0, top);
      trail.addColorStop(0, "rgba(255,255,255,0)");
      trail.addColorStop(1, "rgba(255,255,255,.2)");
      g.strokeStyle = trail;
      g.lineWidth = size * 0.9;
      g.beginPath();
      g.moveTo(left, top - 44);
      g.lineTo(left, top);
      g.stroke();
    }
    g.fillStyle = "rgba(214,196,255,.5)";
    g.beginPath();
    g.ellipse(left, top, size, size * 1.25, 0, 0, 7);
    g.fill();
    g.fillStyle = "rgba(255,255,255,.85)";
    g.beginPath();
    g.arc(left - size * 0.3, top - size * 0.45, size * 0.26, 0, 7);
    g.fill();
  }
}

function move(rain: Streak[], glass: Bead[], seconds: number, h: number, r: () => number): void {
  for (const drop of rain) {
    const way = (drop.speed * seconds) / h;
    drop.y += way;
    drop.x -= way * SLANT;
    if (drop.y > 1.05) Object.assign(drop, { y: -0.15, x: r() * 1.2 - 0.1 });
  }
  for (const bead of glass) {
    bead.rest -= seconds;
    if (bead.rest > 0) continue;
    bead.y += (bead.speed * seconds) / h;
    // A drop on glass goes by fits and starts.
    if (r() < seconds * 0.5) bead.rest = 0.4 + r() * 2.4;
    if (bead.y > 1.05) Object.assign(bead, { y: -0.03, x: r(), rest: r() * 4 });
  }
}

/** Lets it rain on the canvas while it is in view and the tab is shown. @returns how to stop */
export function letItRain(canvas: HTMLCanvasElement): () => void {
  const g = canvas.getContext("2d");
  if (!g) return () => undefined;
  const r = seeded(31);
  const rain = streaks(r);
  const glass = beads(r);
  let frame = 0;
  let before = 0;
  const step = (now: number): void => {
    frame = requestAnimationFrame(step);
    if (now - before < FRAME_MILLIS) return;
    const seconds = Math.min(0.1, (now - before) / 1000);
    before = now;
    const { clientWidth: w, clientHeight: h } = canvas;
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    move(rain, glass, seconds, Math.max(1, h), r);
    drawFrame(g, w, h, rain, glass);
  };
  let inView = false;
  const decide = (): void => {
    cancelAnimationFrame(frame);
    if (inView && !document.hidden) frame = requestAnimationFrame(step);
  };
  const seen = new IntersectionObserver(([entry]) => {
    inView = entry?.isIntersecting === true;
    decide();
  });
  seen.observe(canvas);
  document.addEventListener("visibilitychange", decide);
  return () => {
    cancelAnimationFrame(frame);
    seen.disconnect();
    document.removeEventListener("visibilitychange", decide);
  };
}
