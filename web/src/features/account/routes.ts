import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/settings",
    layout: "app",
    lazy: () => import("./pages/Settings"),
    title: "account:title",
    nav: { label: "nav.me", icon: "me", order: 80, rail: true, tab: true, account: true },
  },
];
