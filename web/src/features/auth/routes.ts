import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  { path: "/signin", layout: "bare", lazy: () => import("./pages/SignIn"), title: "auth:signIn.title" },
  { path: "/signup", layout: "bare", lazy: () => import("./pages/SignUp"), title: "auth:signUp.title" },
  { path: "/link", layout: "bare", lazy: () => import("./pages/Link"), title: "auth:link.title" },
  { path: "/link/:code", layout: "bare", lazy: () => import("./pages/OpenLink"), title: "auth:open.title" },
  { path: "/setup", layout: "bare", lazy: () => import("./pages/Setup"), title: "auth:setup.title" },
  { path: "/verify-email", layout: "bare", lazy: () => import("./pages/VerifyEmail"), title: "auth:verify.title" },
];

export const signInSheet = () => import("./parts/KeepIt");
