import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/jobs",
    layout: "app",
    lazy: () => import("./pages/History"),
    title: "history:title",
    nav: { label: "nav.history", icon: "history", order: 30, rail: true, tab: true, account: true },
  },
  { path: "/jobs/:id", layout: "app", lazy: () => import("./pages/JobPage"), title: "history:one" },
];
