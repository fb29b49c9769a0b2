import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  { path: "/", layout: "public", lazy: () => import("./pages/Landing"), title: "landing:title" },
];
