import { Gift, RefreshCw, Send, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Status } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useBringPhoto } from "@/lib/use-bring-photo";
import { buttonLook } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { LitWindow } from "@/ui/LitWindow";
import { PhotoButton } from "@/ui/PhotoButton";
import { Example } from "./Example";


interface HeroProps {
  status: Status | undefined;
  known: boolean;
}

function Promises({ status, known }: HeroProps) {
  const { t } = useTranslation("landing");
  const free = status?.welcomeCredits ?? 0;
  return (
    <ul
      className={cx(
        "flex min-h-5 flex-wrap content-start gap-x-4 gap-y-2 text-small text-tx2 max-tablet:min-h-12",
        !known && "invisible",
      )}
    >
      {free > 0 && (
        <li className="flex items-center gap-[7px]">
          <Icon of={Gift} size={16} className="text-yellow-text" />
          {t("promise.free", { count: free })}
        </li>
      )}
      <li className="flex items-center gap-[7px]">
        <Icon of={ShieldCheck} size={16} className="text-tx3" />
        {t("promise.card")}
      </li>
      <li className="flex items-center gap-[7px]">
        <Icon of={RefreshCw} size={15} className="text-tx3" />
        {t("promise.failed")}
      </li>
    </ul>
  );
}

/** The second way in: the bot where there is one. Its place is kept until the host has answered. */
function Second({ status, known }: HeroProps) {
  const { t } = useTranslation("landing");
  const look = buttonLook({ size: "large" });
  if (!known) return <i aria-hidden className="min-h-[52px]" />;
  if (!status?.bot) {
    return (
      <a href="#how" className={look}>
        {t("hero.look")}
      </a>
    );
  }
  return (
    <a href={status.bot.link} target="_blank" rel="noreferrer" className={look}>
      <Icon of={Send} size={20} />
      {t("hero.telegram")}
    </a>
  );
}

function Words({ status, known }: HeroProps) {
  const { t } = useTranslation("landing");
  const bring = useBringPhoto();
  return (
    <div className="flex max-w-[600px] flex-col justify-center tablet:pt-4 desktop:pb-16">
      <p className="label mb-5 flex items-center gap-[10px] text-accent-text max-tablet:hidden">
        <i className="size-2 shrink-0 rounded-full bg-accent" /> {t(status?.bot ? "hero.label" : "hero.labelNoBot")}
      </p>
      <h1 className="font-display text-hero font-bold max-desktop:text-[clamp(2.0625rem,4.6vw,3.625rem)]">
        {t("hero.one")} <br className="max-tablet:hidden" />
        <span className="text-magenta-text">{t("hero.two")}</span>
      </h1>
      <p className="mt-[22px] mb-[30px] max-w-[520px] text-lead text-tx2 max-tablet:mt-3 max-tablet:mb-[18px]">
        {t("hero.lead")}
      </p>
      <div className="flex flex-wrap gap-[14px] max-tablet:flex-col max-tablet:gap-3">
        <PhotoButton size="large" wide label={t("hero.animate")} onPhoto={bring} />
        <Second status={status} known={known} />
      </div>
      <div className="mt-[18px]">
        <Promises status={status} known={known} />
      </div>
    </div>
  );
}

/** The first view: what it is, how to begin, and the window. */
export function Hero({ status, known }: HeroProps) {
  return (
    <section className="grid gap-x-10 gap-y-7 tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] tablet:items-center
      desktop:min-h-[548px] desktop:items-stretch">
      <div className="max-tablet:order-2 desktop:grid">
        <Words status={status} known={known} />
      </div>
      <div className="relative pt-2 max-tablet:order-1 max-tablet:pt-0">
        <LitWindow />
        <div className="absolute -start-[38px] top-[326px] max-desktop:hidden">
          <Example />
        </div>
      </div>
      <div className="order-3 tablet:col-span-2 desktop:hidden">
        <Example />
      </div>
    </section>
  );
}
