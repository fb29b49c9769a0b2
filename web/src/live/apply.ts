import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import { createAction } from "@reduxjs/toolkit";
import { api, type ApiState } from "@reverie/api/api";
import type { Account, Job, LedgerEntry, Media } from "@reverie/api/generated";
import type { LiveEvent } from "./order";
import type { Snapshots } from "./snapshots";

/** Somebody's Telegram proved a link code; the page that shows the code turns by itself. */
export const linkVerified = createAction<{ code: string; name: string }>("live/linkVerified");
/** A job changed its state; the parts of the store that follow runs listen. Pure progress is not told. */
export const jobChanged = createAction<Job>("live/jobChanged");

export interface Target {
  dispatch: ThunkDispatch<ApiState, unknown, UnknownAction>;
  getState: () => ApiState;
  snapshots: Snapshots;
}

const OVER = new Set<Job["state"]>(["succeeded", "failed", "canceled"]);

/** The live job comes without its inputs: those stay as they were. */
function merged(old: Job | undefined, now: Job): Job {
  return { ...now, inputs: now.inputs ?? old?.inputs, recipe: now.recipe ?? old?.recipe };
}

/** Progress may arrive after the end: it never wakes a finished job. */
function stale(old: Job | undefined, id: number | undefined): boolean {
  return id === undefined && old !== undefined && OVER.has(old.state);
}

function fits(job: Job, filter: { state?: string; model?: string; cursor?: string }): boolean {
  return (
    !filter.cursor && (!filter.state || filter.state === job.state) && (!filter.model || filter.model === job.model)
  );
}

interface JobsPage {
  items: Job[];
  next?: string;
}

/** To its place by age, newest first. What is older than all that was fetched comes with the page it stands on. */
function insertJob(pages: JobsPage[], job: Job): void {
  const made = Date.parse(job.createdAt);
  for (const { items } of pages) {
    const at = items.findIndex((item) => Date.parse(item.createdAt) <= made);
    if (at >= 0) {
      items.splice(at, 0, job);
      return;
    }
  }
  const last = pages.at(-1);
  if (last && !last.next) last.items.push(job);
}

function putJob(pages: JobsPage[], job: Job, filter: Parameters<typeof fits>[1], id: number | undefined): void {
  const items = pages.find((one) => one.items.some((item) => item.id === job.id))?.items;
  if (!items) {
    if (id !== undefined && fits(job, filter)) insertJob(pages, job);
    return;
  }
  const at = items.findIndex((item) => item.id === job.id);
  const old = items[at];
  if (stale(old, id)) return;
  if (!filter.state || filter.state === job.state) items[at] = merged(old, job);
  else items.splice(at, 1);
}

function refused(state: ApiState, id: string): boolean {
  return Object.values(state.api.queries).some(
    (one) =>
      one?.endpointName === "jobsGet" && one.status === "rejected" && (one.originalArgs as { id: string }).id === id,
  );
}

function askAgain(dispatch: Target["dispatch"], id: string): void {
  void dispatch(api.endpoints.jobsGet.initiate({ id }, { forceRefetch: true, subscribe: false }));
}

/** Its owner deleted it, perhaps in another tab: it is gone from every list and from its own page. */
function dropJob({ dispatch, getState, snapshots }: Target, gone: string, id: number | undefined): void {
  const shown = api.util.selectCachedArgsForQuery(getState(), "jobsGet").some((args) => args.id === gone);
  if (shown && !snapshots.contains("jobsGet", { id: gone }, id)) askAgain(dispatch, gone);
  const others = (items: Job[]): Job[] => items.filter((item) => item.id !== gone);
  for (const args of api.util.selectCachedArgsForQuery(getState(), "jobsList")) {
    if (snapshots.contains("jobsList", args, id)) continue;
    dispatch(
      api.util.updateQueryData("jobsList", args, (list) => {
        list.items = others(list.items);
      }),
    );
  }
  for (const args of api.util.selectCachedArgsForQuery(getState(), "jobsHistory")) {
    if (snapshots.contains("jobsHistory", args, id)) continue;
    dispatch(
      api.util.updateQueryData("jobsHistory", args, (list) => {
        for (const page of list.pages) page.items = others(page.items);
      }),
    );
  }
}

function applyJob({ dispatch, getState, snapshots }: Target, job: Job, id: number | undefined): void {
  const state = getState();
  if (refused(state, job.id)) {
    // It was gone and is back: what is known of it is no answer.
    askAgain(dispatch, job.id);
  } else if (!snapshots.contains("jobsGet", { id: job.id }, id)) {
    dispatch(api.util.updateQueryData("jobsGet", { id: job.id }, (old) => (stale(old, id) ? old : merged(old, job))));
  }
  for (const args of api.util.selectCachedArgsForQuery(state, "jobsList")) {
    if (snapshots.contains("jobsList", args, id)) continue;
    dispatch(api.util.updateQueryData("jobsList", args, (list) => putJob([list], job, args, id)));
  }
  for (const args of api.util.selectCachedArgsForQuery(state, "jobsHistory")) {
    if (snapshots.contains("jobsHistory", args, id)) continue;
    dispatch(
      api.util.updateQueryData("jobsHistory", args, (list) => putJob(list.pages, job, args, id)),
    );
  }
  if (id !== undefined) dispatch(jobChanged(job));
}

interface WalletChange {
  balance: number;
  held: number;
  available: number;
  entry?: LedgerEntry;
}

function applyWallet({ dispatch, getState, snapshots }: Target, change: WalletChange, id: number | undefined): void {
  const { balance, held, available, entry } = change;
  if (!snapshots.contains("walletGet", undefined, id)) {
    dispatch(api.util.updateQueryData("walletGet", undefined, () => ({ balance, held, available })));
  }
  if (!snapshots.contains("meGet", undefined, id)) {
    dispatch(
      api.util.updateQueryData("meGet", undefined, (me) => {
        me.wallet = { balance, held, available };
      }),
    );
  }
  if (!entry) return;
  const add = (items: LedgerEntry[], kind: string | undefined): void => {
    if ((!kind || kind === entry.kind) && !items.some((item) => item.id === entry.id)) items.unshift(entry);
  };
  for (const args of api.util.selectCachedArgsForQuery(getState(), "walletEntries")) {
    if (args.cursor || snapshots.contains("walletEntries", args, id)) continue;
    dispatch(api.util.updateQueryData("walletEntries", args, (list) => add(list.items, args.kind)));
  }
  for (const args of api.util.selectCachedArgsForQuery(getState(), "walletHistory")) {
    if (snapshots.contains("walletHistory", args, id)) continue;
    dispatch(
      api.util.updateQueryData("walletHistory", args, (list) => {
        const first = list.pages[0];
        if (first) add(first.items, args.kind);
      }),
    );
  }
}

function applyMedia(
  { dispatch, getState, snapshots }: Target,
  media: Media | { id: string; deleted: true },
  id: number | undefined,
): void {
  const gone = "deleted" in media;
  if (!gone && !snapshots.contains("mediaGet", { id: media.id }, id)) {
    dispatch(api.util.updateQueryData("mediaGet", { id: media.id }, () => media));
  }
  const refresh = (job: Job): void => {
    if (gone) job.outputs = job.outputs.filter((output) => output.id !== media.id);
    else job.outputs = job.outputs.map((output) => (output.id === media.id ? { ...output, ...media } : output));
  };
  for (const args of api.util.selectCachedArgsForQuery(getState(), "jobsGet")) {
    if (!snapshots.contains("jobsGet", args, id)) dispatch(api.util.updateQueryData("jobsGet", args, refresh));
  }
  for (const args of api.util.selectCachedArgsForQuery(getState(), "jobsList")) {
    if (snapshots.contains("jobsList", args, id)) continue;
    dispatch(api.util.updateQueryData("jobsList", args, (list) => list.items.forEach(refresh)));
  }
  for (const args of api.util.selectCachedArgsForQuery(getState(), "jobsHistory")) {
    if (snapshots.contains("jobsHistory", args, id)) continue;
    dispatch(
      api.util.updateQueryData("jobsHistory", args, (list) => {
        for (const page of list.pages) page.items.forEach(refresh);
      }),
    );
  }
}

/** Turns one event into changes of what the pages show. Unknown kinds are left alone: newer servers may have more. */
export function applyEvent(target: Target, { event, data }: LiveEvent): void {
  const id = data.id;
  if (event === "job.updated" && data.deleted) dropJob(target, (data.job as Job).id, id);
  else if (event === "job.updated") applyJob(target, data.job as Job, id);
  else if (event === "wallet.updated") applyWallet(target, data as unknown as WalletChange, id);
  else if (event === "account.updated") {
    if (target.snapshots.contains("meGet", undefined, id)) return;
    target.dispatch(
      api.util.updateQueryData("meGet", undefined, (me) => {
        me.account = data.account as Account;
      }),
    );
  } else if (event === "media.updated") applyMedia(target, data.media as Media, id);
  else if (event === "link.verified") {
    target.dispatch(linkVerified({ code: String(data.code), name: String(data.name) }));
    target.dispatch(api.util.invalidateTags(["Links"]));
  }
}
