import type { FeatureModule, FeatureRoute } from "@/lib/feature";

const modules = import.meta.glob<FeatureModule>("../features/*/routes.ts", { eager: true });

/** Every page of every feature. A new feature is a folder with a `routes.ts`; nothing here changes. */
export const featureRoutes: readonly FeatureRoute[] = Object.values(modules).flatMap((module) => module.routes);

/** The way in that pages may ask for; undefined in a product without one. */
export const signInSheet = Object.values(modules).find((module) => module.signInSheet)?.signInSheet;
