import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  { path: "/terms", layout: "public", lazy: () => import("./pages/Terms"), title: "legal:terms.title" },
  { path: "/privacy", layout: "public", lazy: () => import("./pages/Privacy"), title: "legal:privacy.title" },
  { path: "/refunds", layout: "public", lazy: () => import("./pages/Refunds"), title: "legal:refunds.title" },
  { path: "/ai-notice", layout: "public", lazy: () => import("./pages/AiNotice"), title: "legal:ai.title" },
];
