import { act, render } from "@testing-library/react";
import { Provider } from "react-redux";
import { createMemoryRouter, RouterProvider, type RouteObject } from "react-router";
import { vi } from "vitest";
import type { Job } from "@reverie/api/generated";
import { featureRoutes } from "@/app/features";
import ShellLayout from "@/app/layouts/ShellLayout";
import { followIdentity } from "@/app/store/identity";
import { makeStore } from "@/app/store/store";
import { answerSignIn } from "@/lib/sign-in-sheet";
import { Toasts } from "@/ui/Toast";
import { applyEvent } from "@/live/apply";
import type { FakeReverie } from "./fake-reverie";
import { around, makeSession, memoryPlace } from "./server";

interface Places {
  browser: ReturnType<typeof memoryPlace>;
  tab: ReturnType<typeof memoryPlace>;
}

/** The browser's own upload, answered by the same fake server as everything else. */
function stubUploads(fake: FakeReverie): void {
  class Request extends EventTarget {
    upload: { onprogress?: (event: { lengthComputable: boolean; loaded: number; total: number }) => void } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    status = 0;
    responseText = "";
    private readonly headers = new Headers();
    private gone = false;
    open(): void {}
    setRequestHeader(name: string, value: string): void {
      this.headers.set(name, value);
    }
    abort(): void {
      this.gone = true;
      this.onabort?.();
    }
    send(body: FormData): void {
      this.upload.onprogress?.({ lengthComputable: true, loaded: 1, total: 2 });
      fake.fetcher("/api/v1/media", { method: "POST", headers: this.headers, body }).then(
        async (answer) => {
          this.status = answer.status;
          this.responseText = await answer.text();
          if (!this.gone) this.onload?.();
        },
        () => this.onerror?.(),
      );
    }
  }
  vi.stubGlobal("XMLHttpRequest", Request);
}

function routesOf(): RouteObject[] {
  const pages = (layout: "app" | "bare"): RouteObject[] =>
    featureRoutes
      .filter((route) => route.layout === layout)
      .map((route) => ({ path: route.path, lazy: async () => ({ Component: (await route.lazy()).default }) }));
  return [
    { element: <ShellLayout />, HydrateFallback: () => null, children: pages("app") },
    { HydrateFallback: () => null, children: pages("bare") },
  ];
}

/**
 * Opens the app at an address as a browser does, on a fake server. With the `places` of another opened app it is the
 * same tab after a reload.
 */
export function openApp(path: string, fake: FakeReverie, options: { signedIn?: boolean; places?: Places } = {}) {
  const places = options.places ?? { browser: memoryPlace(), tab: memoryPlace() };
  if (options.signedIn) places.browser.set("reverie.signed-in", "1");
  const session = makeSession(fake.fetcher, { ...places, now: () => Date.now() });
  const made = makeStore(around(session, fake.fetcher), places.tab);
  stubUploads(fake);
  const stop = followIdentity(made, session, "http://localhost");
  const router = createMemoryRouter(routesOf(), { initialEntries: [path] });
  const view = render(
    <Provider store={made.store}>
      <RouterProvider router={router} />
      <Toasts />
    </Provider>,
  );
  const tell = (event: string, data: object): void =>
    act(() => applyEvent({ ...made.store, snapshots: made.snapshots }, { event, data: data as never }));
  return {
    router,
    places,
    store: made.store,
    /** What the socket would bring. */
    live: {
      job: (job: Job, id?: number) => tell("job.updated", { id, at: "", job: { ...job, inputs: undefined } }),
      gone: (job: string, id: number) => tell("job.updated", { id, at: "", job: { id: job }, deleted: true }),
      wallet: (wallet: { balance: number; held: number; available: number }) =>
        tell("wallet.updated", { id: 1_000, at: "", ...wallet }),
    },
    /** The tab goes away as at a reload: what it kept stays, an open sheet is forgotten and never answered. */
    close: async () => {
      const kept = places.tab.get("reverie.draft");
      await act(async () => answerSignIn(false));
      stop();
      view.unmount();
      if (kept) places.tab.set("reverie.draft", kept);
    },
  };
}
