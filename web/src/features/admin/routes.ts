import type { FeatureRoute } from "@/lib/feature";

export const routes: readonly FeatureRoute[] = [
  {
    path: "/admin",
    layout: "app",
    lazy: () => import("./pages/AdminOverview"),
    title: "admin:title",
    nav: { label: "nav.admin", icon: "admin", order: 70, rail: true, role: "admin", account: true },
  },
  { path: "/admin/people", layout: "app", lazy: () => import("./pages/AdminPeople"), title: "admin:tab.people" },
  { path: "/admin/people/:id", layout: "app", lazy: () => import("./pages/AdminPerson"), title: "admin:tab.people" },
  { path: "/admin/jobs", layout: "app", lazy: () => import("./pages/AdminJobs"), title: "admin:tab.jobs" },
  { path: "/admin/jobs/:id", layout: "app", lazy: () => import("./pages/AdminJob"), title: "admin:tab.jobs" },
  {
    path: "/admin/dead-letters",
    layout: "app",
    lazy: () => import("./pages/AdminDeadLetters"),
    title: "admin:tab.dead",
  },
  { path: "/admin/audit", layout: "app", lazy: () => import("./pages/AdminAudit"), title: "admin:tab.audit" },
];
