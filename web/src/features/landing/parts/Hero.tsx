import { Gift, ImageIcon, RefreshCw, Send, ShieldCheck } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Status } from "@reverie/api/generated";
import { ButtonLink, buttonLook } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { Example } from "./Example";

const Heroine = lazy(() => import("@/ui/Heroine"));

function Promises({ status }: { status: Status | undefined }) {
  const { t } = useTranslation("landing");
  const free = status?.welcomeCredits ?? 0;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-2 text-small text-tx2">
      {free > 0 && (
        <li className="flex items-center gap-2">
          <Icon of={Gift} size={16} className="text-yellow-text" />
          {t("promise.free", { count: free })}
        </li>
      )}
      <li className="flex items-center gap-2">
        <Icon of={ShieldCheck} size={16} />
        {t("promise.card")}
      </li>
      <li className="flex items-center gap-2">
        <Icon of={RefreshCw} size={16} />
        {t("promise.failed")}
      </li>
    </ul>
  );
}

export function Hero({ status }: { status: Status | undefined }) {
  const { t } = useTranslation("landing");
  const bot = status?.bot?.link;
  return (
    <section className="grid items-center gap-10 tablet:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="flex flex-col gap-6 max-tablet:order-2">
        <p className="label flex items-center gap-2 text-accent-text">
          <i className="size-2 rounded-full bg-accent" /> {t("hero.label")}
        </p>
        <h1 className="font-display text-hero font-bold">
          {t("hero.one")} <span className="text-magenta-text">{t("hero.two")}</span>
        </h1>
        <p className="max-w-[48ch] text-lead text-tx2">{t("hero.lead")}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink kind="primary" size="large" to="/create">
            <Icon of={ImageIcon} />
            {t("hero.animate")}
          </ButtonLink>
          {bot && (
            <a href={bot} target="_blank" rel="noreferrer" className={buttonLook({ size: "large" })}>
              <Icon of={Send} />
              {t("hero.telegram")}
            </a>
          )}
        </div>
        <Promises status={status} />
      </div>
      <div className="relative max-tablet:order-1">
        <div
          className="aspect-[16/11] overflow-hidden rounded-window border border-line2 bg-s1 shadow-glass
            max-tablet:aspect-[4/3]"
        >
          <Suspense fallback={null}>
            <Heroine mood="landing" />
          </Suspense>
        </div>
        <div className="absolute -start-10 -bottom-12 max-desktop:start-4 max-tablet:static max-tablet:mt-4">
          <Example />
        </div>
      </div>
    </section>
  );
}
