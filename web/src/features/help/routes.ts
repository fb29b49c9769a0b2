import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/help",
    layout: "public",
    lazy: () => import("./pages/Help"),
    title: "help:title",
    nav: { label: "nav.help", icon: "help", order: 90 },
  },
];
