import { baseApi, type Surroundings } from "./base";
import { generatedApi, type Job, type LedgerEntry } from "./generated";
import type { Grant } from "./session";

export interface JobFilter {
  state?: Job["state"];
  model?: string;
}

export interface EntryFilter {
  kind?: LedgerEntry["kind"];
}

interface Page<T> {
  items: T[];
  next?: string;
}

interface Started {
  queryFulfilled: Promise<{ data: unknown }>;
  extra: unknown;
}

/** Whoever signs in, becomes the identity of this tab. */
async function takeIdentity(_: unknown, { queryFulfilled, extra }: Started): Promise<void> {
  try {
    const { data } = await queryFulfilled;
    (extra as Surroundings).session.take(data as Grant);
  } catch {
    // The page that asked shows the problem.
  }
}

async function dropIdentity(_: unknown, { queryFulfilled, extra }: Started): Promise<void> {
  try {
    await queryFulfilled;
  } finally {
    (extra as Surroundings).session.forget();
  }
}

const signsIn = { invalidatesTags: [], onQueryStarted: takeIdentity };

const pages = {
  initialPageParam: "",
  getNextPageParam: (last: { next?: string }) => last.next,
};

/** The generated endpoints and the two endless lists; everything in the product imports its hooks from here. */
export const api = generatedApi
  .enhanceEndpoints({
    addTagTypes: ["Me", "Wallet", "Jobs", "Media", "Models", "Sessions", "Links", "Admin"],
    endpoints: {
      jobsSubmit: { invalidatesTags: ["Jobs", "Wallet"] },
      quotesCreate: { invalidatesTags: [] },
      looksCreate: { invalidatesTags: [] },
      previewsCreate: { invalidatesTags: [] },
      ideasImprove: { invalidatesTags: [] },
      jobsRepeat: { invalidatesTags: [] },
      mediaUpload: { invalidatesTags: [] },
      authSignIn: signsIn,
      authSignUp: signsIn,
      setupFinish: signsIn,
      linksClaim: signsIn,
      linksTelegram: signsIn,
      linksOpen: signsIn,
      authSignOut: { invalidatesTags: [], onQueryStarted: dropIdentity },
    },
  })
  .injectEndpoints({
    endpoints: (build) => ({
      jobsHistory: build.infiniteQuery<Page<Job>, JobFilter, string>({
        query: ({ queryArg, pageParam }) => ({ url: "/jobs", params: { ...queryArg, cursor: pageParam, limit: 30 } }),
        infiniteQueryOptions: pages,
        providesTags: ["Jobs"],
      }),
      walletHistory: build.infiniteQuery<Page<LedgerEntry>, EntryFilter, string>({
        query: ({ queryArg, pageParam }) => ({
          url: "/wallet/entries",
          params: { ...queryArg, cursor: pageParam, limit: 50 },
        }),
        infiniteQueryOptions: pages,
        providesTags: ["Wallet"],
      }),
    }),
  });

export const {
  useStatusGetQuery, useMeGetQuery, useMeUpdateMutation,
  useAuthSignUpMutation, useAuthSignInMutation, useAuthSignOutMutation, useAuthPasswordMutation,
  useAuthVerifyEmailMutation,
  useSessionsListQuery, useSessionsEndMutation, useSetupFinishMutation,
  useLinksStartMutation, useLinksGetQuery, useLinksClaimMutation, useLinksTelegramMutation, useLinksOpenMutation,
  useMediaGetQuery, useMediaDeleteMutation, useMediaRestoreMutation,
  useModelsListQuery, useLooksCreateMutation, usePreviewsCreateMutation, useIdeasImproveMutation,
  useQuotesCreateMutation, useJobsSubmitMutation, useJobsListQuery, useJobsGetQuery, useJobsDeleteMutation,
  useJobsCancelMutation, useJobsRepeatMutation, useJobsClaimMutation, useJobsRestoreMutation,
  useJobsHistoryInfiniteQuery, useWalletGetQuery, useWalletEntriesQuery, useWalletHistoryInfiniteQuery,
  useAdminOverviewQuery, useAdminPeopleListQuery, useAdminPeopleGetQuery, useAdminPeopleEntriesQuery,
  useAdminPeopleGrantMutation, useAdminPeopleSuspendMutation, useAdminPeopleUnsuspendMutation, useAdminJobsListQuery,
  useAdminJobsGetQuery,
  useAdminDeadLettersListQuery, useAdminDeadLettersReplayMutation, useAdminDeadLettersDiscardMutation,
  useAdminAuditListQuery,
} = api;

export type ApiState = { api: ReturnType<typeof baseApi.reducer> };
