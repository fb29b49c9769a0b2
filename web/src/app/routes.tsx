import type { ComponentType } from "react";
import type { RouteObject } from "react-router";
import type { FeatureRoute } from "@/lib/feature";
import { featureRoutes } from "./features";
import { arriving } from "./Late";
import { Crash } from "./pages/Crash";
import { Page } from "./Page";
import { Waiting } from "./Waiting";

function lazyPage(route: FeatureRoute): RouteObject {
  const lazy = async () => {
    const Content = await arriving(route.lazy);
    return {
      Component: () => (
        <Page accent={route.accent} title={route.title}>
          <Content />
        </Page>
      ),
    };
  };
  return { path: route.path, lazy, errorElement: <Crash /> };
}

const own: FeatureRoute[] = [
  { path: "/ui", layout: "app", lazy: () => import("./pages/ui/UiPage") },
  { path: "/offline", layout: "public", lazy: () => import("./pages/Offline"), title: "common:offline.title" },
  { path: "*", layout: "public", lazy: () => import("./pages/NotFound"), title: "common:notFound.title" },
];

function pages(layout: FeatureRoute["layout"]): RouteObject[] {
  return [...featureRoutes, ...own].filter((route) => route.layout === layout).map(lazyPage);
}

async function layoutOf(load: () => Promise<{ default: ComponentType }>) {
  return { Component: await arriving(load) };
}

/** Public pages stay outside the store: it comes, with everything it needs, with the first app page. */
export const routes: RouteObject[] = [
  {
    HydrateFallback: Waiting,
    errorElement: <Crash />,
    children: [
      { lazy: () => layoutOf(() => import("./layouts/PublicLayout")), children: pages("public") },
      {
        lazy: () => layoutOf(() => import("./layouts/StoreLayout")),
        children: [
          { lazy: () => layoutOf(() => import("./layouts/ShellLayout")), children: pages("app") },
          { lazy: () => layoutOf(() => import("./layouts/BareLayout")), children: pages("bare") },
        ],
      },
    ],
  },
];
