import type { Job, LedgerEntry, Media, Model } from "@reverie/api/generated";

/** Examples for the page of components. They are not anybody's data and appear nowhere else. */
const MINUTE = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();

const base: Job = {
  id: "sample-1",
  model: "local/photo-motion",
  title: "Waves under the moon",
  state: "running",
  progress: 0.64,
  deadline: ago(-10),
  ifNothingHappens: "It stops and the hold comes back.",
  quoted: 8,
  held: 8,
  charged: 0,
  outputs: [],
  timeline: [],
  surface: "web",
  createdAt: ago(2),
};

export const jobs: Job[] = [
  { ...base, etaSeconds: 38, startedAt: ago(1) },
  { ...base, id: "sample-2", title: "Umbrella, slow push-in", progress: 0.31, startedAt: ago(0.4) },
  { ...base, id: "sample-3", title: "Gate at low tide", state: "queued", progress: 0, placeInLine: 2, etaSeconds: 40 },
  { ...base, id: "sample-4", title: "Waits for credits", state: "queued", progress: 0, waitingFor: "payment" },
  {
    ...base,
    id: "sample-5",
    title: "Night train",
    state: "succeeded",
    progress: 1,
    charged: 1,
    held: 0,
    endedAt: ago(20),
  },
  {
    ...base,
    id: "sample-6",
    title: "Umbrella walk",
    state: "failed",
    progress: 0.2,
    held: 0,
    endedAt: ago(40),
    error: {
      class: "user_violation",
      code: "too_dark",
      message: "Too dark to track.",
      remedy: "A brighter photo will do.",
    },
  },
  { ...base, id: "sample-7", title: "Skyline loop", state: "canceled", progress: 0.4, held: 0, endedAt: ago(60) },
  { ...base, id: "sample-8", title: "Late delivery", state: "succeeded", progress: 1, waitingFor: "claim", quoted: 1 },
];

export const formInputs = {
  type: "object",
  required: ["photo"],
  properties: {
    photo: {
      type: "string",
      format: "media-id",
      title: "Photo",
      "x-widget": "media",
      "x-accept": ["image"],
      "x-order": 1,
    },
    idea: { type: "string", maxLength: 20_000, title: "Idea", "x-widget": "prompt", "x-order": 2 },
    seconds: {
      type: "integer",
      minimum: 4,
      maximum: 10,
      default: 5,
      title: "Seconds",
      "x-widget": "slider",
      "x-order": 3,
    },
    aspect: { type: "string", enum: ["photo", "16:9", "9:16", "1:1"], default: "photo", title: "Shape", "x-order": 4 },
    resolution: { type: "string", enum: ["720p", "1080p"], default: "720p", title: "Resolution", "x-order": 5 },
    seed: {
      type: "integer",
      minimum: 0,
      maximum: 2_147_483_647,
      title: "Seed",
      "x-widget": "seed",
      "x-advanced": true,
      "x-order": 6,
    },
  },
};

const model: Model = {
  id: "local/photo-motion",
  title: "Photo in motion",
  summary: "Camera moves, light and weather. Runs here.",
  category: "video",
  kind: "image-to-video",
  provider: "local",
  available: true,
  credits: 1,
  expectedSeconds: 20,
  inputs: formInputs,
};

export const models: Model[] = [
  {
    ...model,
    id: "sample/long",
    title: "Long takes",
    summary: "Up to ten seconds",
    provider: "sample",
    credits: 6,
    expectedSeconds: 90,
  },
  model,
  {
    ...model,
    id: "sample/sound",
    title: "With sound",
    summary: "Film and sound together",
    provider: "sample",
    credits: 14,
    expectedSeconds: 70,
    available: false,
    unavailableBecause: "Needs a photo first.",
  },
  {
    ...model,
    id: "sample/free",
    title: "Sketch",
    summary: "A quick look",
    provider: "sample",
    credits: 0,
    expectedSeconds: 6,
  },
];

const kinds: [LedgerEntry["kind"], number, string][] = [
  ["hold", -8, "Waves under the moon"],
  ["release", 8, "Umbrella walk"],
  ["charge", -14, "Night train"],
  ["grant", 2, "Welcome"],
  ["purchase", 60, "Top-up"],
  ["reversal", 1, "Late delivery"],
  ["refund", -60, "Top-up returned"],
  ["adjustment", 5, "A kind correction"],
  ["expiry", -1, "Second welcome"],
];

export const entries: { entry: LedgerEntry; title: string }[] = kinds.map(([kind, credits, title], n) => ({
  title,
  entry: { id: `entry-${n}`, kind, credits, balanceAfter: 148, heldAfter: 10, at: ago(n * n * 90) },
}));

/** A tiny picture of its own, so that the page needs no server. */
const still =
  "data:image/svg+xml," +
  encodeURIComponent(
    "<svg xmlns='http://www.w3.org/2000/svg' width='320' height='200'><rect width='320' height='200' fill='#1d2170'/>" +
      "<circle cx='160' cy='80' r='34' fill='#f1ecff'/><rect y='130' width='320' height='70' fill='#0b1030'/></svg>",
  );

export const media: Media = {
  id: "sample-media",
  kind: "image",
  contentType: "image/svg+xml",
  bytes: 300,
  width: 320,
  height: 200,
  url: still,
  thumbUrl: still,
  createdAt: ago(5),
};
