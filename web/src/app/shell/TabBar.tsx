import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { cx } from "@/lib/cx";
import { Icon } from "@/ui/Icon";
import { NAV_ICONS, useNavigation, type NavRoute } from "./navigation";

function Tab({ route }: { route: NavRoute }) {
  const { t } = useTranslation();
  const plus = route.nav.tab === "plus";
  return (
    <NavLink
      to={route.path}
      aria-label={plus ? t(route.nav.label) : undefined}
      className={({ isActive }) =>
        cx(
          "flex min-h-14 flex-1 flex-col items-center justify-center gap-1 text-[0.6875rem] font-medium",
          isActive && !plus ? "text-accent-text" : "text-tx3",
        )
      }
    >
      {plus ? (
        <span className="grid h-[38px] w-[46px] place-items-center rounded-field bg-cyan text-on-accent">
          <Icon of={Plus} size={22} />
        </span>
      ) : (
        <>
          <Icon of={NAV_ICONS[route.nav.icon]} size={21} />
          {t(route.nav.label)}
        </>
      )}
    </NavLink>
  );
}

/** The phone's tabs; making something is always one tap away, in the middle. */
export function TabBar() {
  const { t } = useTranslation();
  const tabs = useNavigation().filter((route) => route.nav.tab);
  const plus = tabs.filter((route) => route.nav.tab === "plus");
  const rest = tabs.filter((route) => route.nav.tab !== "plus");
  const half = Math.ceil(rest.length / 2);
  const shown = [...rest.slice(0, half), ...plus, ...rest.slice(half)];
  if (shown.length === 0) return null;
  return (
    <nav
      aria-label={t("nav.label")}
      className="flex border-t border-line bg-rail/92 pb-[max(8px,env(safe-area-inset-bottom))] tablet:hidden"
    >
      {shown.map((route) => (
        <Tab key={route.path} route={route} />
      ))}
    </nav>
  );
}
