import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import { cx } from "@/lib/cx";
import { Avatar } from "@/ui/Art";
import { Icon } from "@/ui/Icon";
import { Logo } from "@/ui/Logo";
import { NAV_ICONS, useMe, useNavigation } from "./navigation";

/** The desktop's way round: mark, places, and who is here. */
export function Rail() {
  const { t } = useTranslation();
  const { me, presence } = useMe();
  const entries = useNavigation();
  const mine = entries.find((route) => route.nav.icon === "me" || route.nav.icon === "settings");
  return (
    <nav
      aria-label={t("nav.label")}
      className="row-span-2 flex flex-col items-center gap-1 overflow-y-auto border-e border-line
      bg-rail py-[14px] max-tablet:hidden"
    >
      <Link to="/" aria-label={t("nav.home")} className="hit mb-[14px]">
        <Logo />
      </Link>
      {entries
        .filter((route) => route.nav.rail)
        .map(({ path, nav }) => (
          <NavLink
            key={path}
            to={path}
            className={({ isActive }) =>
              cx(
                "flex min-h-[52px] w-[62px] flex-col items-center justify-center gap-1 rounded-tile px-1",
                "text-center text-[0.6875rem] leading-tight font-medium",
                "transition-colors",
                isActive ? "soft" : "text-tx3 hover:text-tx",
              )
            }
          >
            <Icon of={NAV_ICONS[nav.icon]} size={20} />
            {t(nav.label)}
          </NavLink>
        ))}
      <span className="flex-1" />
      {presence === "person" && me && mine && (
        <Link to={mine.path} aria-label={t(mine.nav.label)} className="hit rounded-full">
          <Avatar id={me.account.id} />
        </Link>
      )}
    </nav>
  );
}
