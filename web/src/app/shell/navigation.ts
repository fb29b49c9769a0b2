import {
  Box,
  CircleHelp,
  History,
  House,
  Images,
  Settings,
  Shield,
  Sparkles,
  User,
  Wallet,
  type LucideIcon,
} from "lucide-react";
import type { FeatureRoute, NavEntry, NavIcon } from "@/lib/feature";
import { useMeGetQuery } from "@reverie/api/api";
import { useAppSelector } from "@/lib/store/hooks";
import { featureRoutes } from "../features";

export const NAV_ICONS: Record<NavIcon, LucideIcon> = {
  create: Sparkles,
  history: History,
  library: Images,
  wallet: Wallet,
  me: User,
  settings: Settings,
  admin: Shield,
  help: CircleHelp,
  models: Box,
  home: House,
};

export type NavRoute = FeatureRoute & { nav: NavEntry };

function hasNav(route: FeatureRoute): route is NavRoute {
  return route.nav !== undefined;
}

/** Who is here, as the server says; nothing is asked while nobody is known to be here. */
export function useMe() {
  const presence = useAppSelector((state) => state.user.presence);
  const { data } = useMeGetQuery(undefined, { skip: presence === "unknown" || presence === "nobody" });
  return { me: data, presence };
}

/** The entries this person may see, in order. An entry exists only with the page that fills it. */
export function useNavigation(): NavRoute[] {
  const { me, presence } = useMe();
  return featureRoutes
    .filter(hasNav)
    .filter(({ nav }) => !nav.role || me?.account.roles.includes(nav.role))
    .filter(({ nav }) => !nav.account || presence === "person")
    .toSorted((a, b) => a.nav.order - b.nav.order);
}
