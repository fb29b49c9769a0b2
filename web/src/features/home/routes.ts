import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/home",
    layout: "app",
    lazy: () => import("./pages/Home"),
    title: "home:title",
    nav: { label: "nav.home", icon: "home", order: 10, rail: true, tab: true, account: true },
  },
];
