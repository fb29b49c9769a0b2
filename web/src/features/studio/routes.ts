import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/create",
    layout: "app",
    lazy: () => import("./pages/Create"),
    title: "studio:title",
    nav: { label: "nav.create", icon: "create", order: 20, rail: true, tab: "plus" },
  },
  { path: "/create/video", layout: "app", lazy: () => import("./pages/StudioPage"), title: "studio:title" },
];
