import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useMeGetQuery } from "@reverie/api/api";
import { cx } from "@/lib/cx";
import { ButtonLink } from "@/ui/Button";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Empty, Skeleton } from "@/ui/States";

const TABS = [
  ["overview", "/admin"],
  ["people", "/admin/people"],
  ["jobs", "/admin/jobs"],
  ["dead", "/admin/dead-letters"],
  ["audit", "/admin/audit"],
] as const;

function Room({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation("admin");
  const { data: me } = useMeGetQuery();
  if (!me) return <Skeleton rows={5} className="p-6" />;
  if (!me.account.roles.includes("admin")) {
    return (
      <Empty
        level={1}
        art="lost"
        title={t("door.title")}
        body={t("door.body")}
        action={<ButtonLink to="/home">{t("door.home")}</ButtonLink>}
      />
    );
  }
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-6 max-tablet:p-[14px]">
      <nav aria-label={t("title")} className="flex gap-1 overflow-x-auto border-b border-line pb-px">
        {TABS.map(([tab, to]) => (
          <NavLink
            key={tab}
            to={to}
            end={to === "/admin"}
            className={({ isActive }) =>
              cx(
                "flex min-h-11 items-center border-b-2 px-4 font-head text-h4 whitespace-nowrap -outline-offset-2",
                isActive ? "border-accent text-accent-text" : "border-transparent text-tx3 hover:text-tx",
              )
            }
          >
            {t(`tab.${tab}`)}
          </NavLink>
        ))}
      </nav>
      <h1 className="sr-only">{title}</h1>
      {children}
    </div>
  );
}

/** The frame of every admin page. The server decides who may read; this only says so kindly. */
export function AdminPage(props: { title: string; children: ReactNode }) {
  return (
    <OnlyPeople>
      <Room {...props} />
    </OnlyPeople>
  );
}
