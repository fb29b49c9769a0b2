import { BadgeCheck, Clock, Code, Coins, Film, Globe, RotateCcw, Send, SquareTerminal, Wallet } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/Icon";
import { usePlayWhenLookedAt } from "@/ui/play-when-looked-at";

const FILMS = ["torii", "rails", "sea", "city"] as const;
const STEPS = [
  ["held", Clock],
  ["checked", BadgeCheck],
  ["charged", Coins],
] as const;
const DOORS = [
  ["web", Globe],
  ["telegram", Send],
  ["terminal", SquareTerminal],
  ["api", Code],
] as const;

function Tile({ name }: { name: (typeof FILMS)[number] }) {
  const { video, start, stop } = usePlayWhenLookedAt(true);
  return (
    <video
      ref={video}
      src={`/example/${name}.mp4`}
      poster={`/example/${name}.webp`}
      width={86}
      height={102}
      muted
      loop
      playsInline
      preload="none"
      aria-hidden
      tabIndex={-1}
      onPointerEnter={start}
      onPointerLeave={stop}
      className="h-[102px] w-full rounded-tile bg-s2 object-cover"
    />
  );
}

interface OneProps {
  title: string;
  icon: LucideIcon;
  body: string;
  accent?: "yellow";
  children: ReactNode;
}

function One({ title, icon, body, accent, children }: OneProps) {
  return (
    <section data-accent={accent} className="card flex flex-col px-5 py-[18px]">
      <header className="flex items-center gap-3">
        <h3 className="flex-1 text-h3">{title}</h3>
        <Icon of={icon} className="text-accent-text" />
      </header>
      <p className="mt-1 mb-[14px] text-small text-tx2">{body}</p>
      <div className="mt-auto">{children}</div>
    </section>
  );
}

/** Three things to know. The little films were made by the product, from pictures it drew itself. */
export function Cards({ bot }: { bot: boolean }) {
  const { t } = useTranslation("landing");
  return (
    <section aria-labelledby="how" className="grid gap-[18px] tablet:grid-cols-2 desktop:grid-cols-[1.15fr_1fr_1.1fr]">
      <h2 id="how" className="sr-only">
        {t("cards.label")}
      </h2>
      <One title={t("cards.taps.title")} body={t("cards.taps.body")} icon={Film}>
        <div className="grid grid-cols-4 gap-2">
          {FILMS.map((name) => (
            <Tile key={name} name={name} />
          ))}
        </div>
      </One>
      <One title={t("cards.money.title")} body={t("cards.money.body")} icon={Wallet} accent="yellow">
        <ol className="grid grid-cols-3 gap-2">
          {STEPS.map(([step, icon]) => (
            <li key={step} className="flex flex-col gap-2 rounded-tile border border-line bg-s2 p-3">
              <Icon of={icon} className="text-accent-text" />
              <span className="text-tiny text-tx2">{t(`cards.money.${step}`)}</span>
            </li>
          ))}
        </ol>
        <p className="mt-3 flex items-center gap-2 text-tiny text-ok">
          <Icon of={RotateCcw} size={14} className="shrink-0" />
          {t("cards.money.back")}
        </p>
      </One>
      <One
        title={t("cards.home.title")}
        body={t(bot ? "cards.home.body" : "cards.home.bodyNoBot")}
        icon={Globe}
      >
        <ul className="grid grid-cols-2 gap-2">
          {DOORS.filter(([door]) => bot || door !== "telegram").map(([door, icon]) => (
            <li
              key={door}
              className="flex items-center gap-[10px] rounded-tile border border-line bg-s2 px-3 py-[11px]"
            >
              <Icon of={icon} size={17} className="shrink-0 text-accent-text" />
              <span className="text-small">{t(`cards.home.${door}`)}</span>
            </li>
          ))}
        </ul>
      </One>
    </section>
  );
}
