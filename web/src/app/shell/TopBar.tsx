import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { matchPath, useMatches, useNavigate } from "react-router";
import { Button, ButtonLink } from "@/ui/Button";
import { CreditsPill } from "@/ui/CreditsPill";
import { Icon } from "@/ui/Icon";
import { Logo } from "@/ui/Logo";
import { featureRoutes } from "../features";
import { useMe } from "./navigation";

function usePageTitle(): string {
  const path = useMatches().at(-1)?.pathname ?? "";
  const title = featureRoutes.find((route) => matchPath(route.path, path))?.title;
  const { t } = useTranslation([title?.split(":")[0] ?? "common", "common"]);
  return title ? t(title) : "Reverie";
}

const WALLET = "/wallet";
const SIGN_IN = "/signin";
const exists = (path: string): boolean => featureRoutes.some((route) => route.path === path);

/** Where one is, the palette, and what is ready to spend. The page's own h1 is its heading; this is a label. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  const { me, presence } = useMe();
  const go = useNavigate();
  const title = usePageTitle();
  return (
    <header className="flex items-center gap-3 border-b border-line px-6 max-tablet:gap-[10px] max-tablet:px-[14px]">
      <span className="tablet:hidden">
        <Logo size={26} />
      </span>
      <p className="font-head text-page font-semibold truncate">{title}</p>
      <span className="flex-1" />
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-[38px] w-80 items-center gap-[10px] rounded-button border border-line bg-s1 px-3
          text-small text-tx3
          hover:border-line2 hover:text-tx2 max-desktop:w-auto max-tablet:hidden"
      >
        <Icon of={Search} />
        <span className="flex-1 text-start max-desktop:sr-only">{t("search.open")}</span>
        <kbd className="mono rounded-[6px] border border-line2 px-[6px] text-label max-desktop:hidden">Ctrl K</kbd>
      </button>
      <Button kind="ghost" icon className="tablet:hidden" aria-label={t("search.open")} onClick={onSearch}>
        <Icon of={Search} />
      </Button>
      {presence === "person" && (
        <CreditsPill available={me?.wallet?.available} onOpen={exists(WALLET) ? () => void go(WALLET) : undefined} />
      )}
      {(presence === "nobody" || presence === "visitor") && exists(SIGN_IN) && (
        <ButtonLink to={SIGN_IN} size="small">
          {t("nav.signIn")}
        </ButtonLink>
      )}
    </header>
  );
}
