import { api } from "@reverie/api/api";
import type { AdminJob, AdminPerson, AuditRow, DeadLetter, LedgerEntry } from "@reverie/api/generated";

interface Page<T> {
  items: T[];
  next?: string;
}

export interface AdminJobFilter {
  state?: AdminJob["state"];
  account?: string;
}

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next,
};
const tags = { infiniteQueryOptions: pages, providesTags: ["Admin" as const] };

/** The endless lists of the admin area. */
const lists = api.injectEndpoints({
  endpoints: (build) => ({
    adminPeopleAll: build.infiniteQuery<Page<AdminPerson>, { query?: string }, string>({
      query: ({ queryArg, pageParam }) => ({ url: "/admin/people", params: { ...queryArg, cursor: pageParam } }),
      ...tags,
    }),
    adminEntriesAll: build.infiniteQuery<Page<LedgerEntry>, { person: string }, string>({
      query: ({ queryArg, pageParam }) => ({
        url: `/admin/people/${queryArg.person}/entries`,
        params: { cursor: pageParam, limit: 10 },
      }),
      ...tags,
    }),
    adminJobsAll: build.infiniteQuery<Page<AdminJob>, AdminJobFilter, string>({
      query: ({ queryArg, pageParam }) => ({ url: "/admin/jobs", params: { ...queryArg, cursor: pageParam } }),
      ...tags,
    }),
    adminDeadLettersAll: build.infiniteQuery<Page<DeadLetter>, void, string>({
      query: ({ pageParam }) => ({ url: "/admin/dead-letters", params: { cursor: pageParam } }),
      ...tags,
    }),
    adminAuditAll: build.infiniteQuery<Page<AuditRow>, void, string>({
      query: ({ pageParam }) => ({ url: "/admin/audit", params: { cursor: pageParam } }),
      ...tags,
    }),
  }),
});

export const {
  useAdminPeopleAllInfiniteQuery, useAdminEntriesAllInfiniteQuery, useAdminJobsAllInfiniteQuery,
  useAdminDeadLettersAllInfiniteQuery, useAdminAuditAllInfiniteQuery,
} = lists;
