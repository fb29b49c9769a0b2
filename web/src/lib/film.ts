import type { Job, Media } from "@reverie/api/generated";

const TITLE_MAX = 64;

/** A film is called by what it was asked for; without words, by the name of its model. */
export function filmTitle(job: Pick<Job, "title" | "inputs">): string {
  const idea = job.inputs?.idea;
  const words = typeof idea === "string" ? idea.trim().replace(/\s+/g, " ") : "";
  if (words === "") return job.title;
  const short = words.length > TITLE_MAX ? `${words.slice(0, TITLE_MAX - 1).trimEnd()}…` : words;
  return short.charAt(0).toLocaleUpperCase() + short.slice(1);
}

export function isOver(job: Pick<Job, "state">): boolean {
  return job.state === "succeeded" || job.state === "failed" || job.state === "canceled";
}

export function filmOf(job: Job): Media | undefined {
  return job.outputs.find((output) => !output.locked);
}

/** The same bytes, offered as a file. */
export function downloadOf(media: Media): string {
  return `${media.url}${media.url.includes("?") ? "&" : "?"}download=1`;
}
