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

function putJob(
  items: Job[],
  job: Job,
  filter: { state?: string; model?: string; cursor?: string },
  id?: number,
): void {
  const at = items.findIndex((item) => item.id === job.id);
  const old = at >= 0 ? items[at] : undefined;
  if (stale(old, id)) return;
  const belongs = !filter.state || filter.state === job.state;
  if (old && belongs) items[at] = merged(old, job);
  else if (old) items.splice(at, 1);
  else if (id !== undefined && fits(job, filter)) items.unshift(job);
}

/** Its owner deleted it, perhaps in another tab: it is gone from every list. */
function dropJob({ dispatch, getState, snapshots }: Target, gone: string, id: number | undefined): void {
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
  if (!snapshots.contains("jobsGet", { id: job.id }, id)) {
    dispatch(api.util.updateQueryData("jobsGet", { id: job.id }, (old) => (stale(old, id) ? old : merged(old, job))));
  }
  for (const args of api.util.selectCachedArgsForQuery(state, "jobsList")) {
    if (snapshots.contains("jobsList", args, id)) continue;
    dispatch(api.util.updateQueryData("jobsList", args, (list) => putJob(list.items, job, args, id)));
  }
  for (const args of api.util.selectCachedArgsForQuery(state, "jobsHistory")) {
    if (snapshots.contains("jobsHistory", args, id)) continue;
    dispatch(
      api.util.updateQueryData("jobsHistory", args, (list) => {
        const page = list.pages.find((one) => one.items.some((item) => item.id === job.id)) ?? list.pages[0];
        if (page) putJob(page.items, job, args, id);
      }),
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
