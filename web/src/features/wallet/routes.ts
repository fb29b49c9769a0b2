import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/wallet",
    layout: "app",
    lazy: () => import("./pages/WalletPage"),
    accent: "yellow",
    title: "wallet:title",
    nav: { label: "nav.wallet", icon: "wallet", order: 60, rail: true, tab: true, account: true },
  },
];
