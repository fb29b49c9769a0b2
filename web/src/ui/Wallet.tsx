import {
  ArrowLeftRight,
  Calendar,
  Check,
  Clock,
  CreditCard,
  Gift,
  Hourglass,
  PenLine,
  RotateCcw,
  Store,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import type { LedgerEntry, Wallet } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { Tag, type TagTone } from "./Chip";
import { useRolling } from "./CreditsPill";
import { Icon } from "./Icon";

/** Ready to spend, large; under it what is settled and what is held. */
export function BalancePanel({ wallet, runningJobs }: { wallet: Wallet | undefined; runningJobs?: number }) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { number } = useFormat();
  const available = useRolling(wallet?.available ?? 0);
  const balance = wallet ? number(wallet.balance) : "…";
  const held = wallet ? number(wallet.held) : "…";
  const part = wallet && wallet.balance > 0 ? wallet.held / wallet.balance : 0;
  return (
    <div
      data-accent="yellow"
      className="card relative grid items-center gap-x-10 gap-y-4 overflow-hidden px-7 py-[26px] max-tablet:p-[18px]
        tablet:grid-cols-[auto_1fr]
        bg-[radial-gradient(620px_300px_at_0_0,--alpha(var(--color-yellow)/9%),transparent_70%)]"
    >
      <i aria-hidden className="holo" />
      <div className="relative">
        <span className="label">{t("balance.ready")}</span>
        <p className="mt-[10px] flex items-end gap-3">
          {wallet ? (
            <span className="figures text-figure tracking-[-0.02em]">{number(available)}</span>
          ) : (
            <i className="skeleton h-[0.9em] w-[1.4em] text-figure" />
          )}
          <span className="figures pb-1 text-page text-tx2">
            {common("credits.unit", { count: wallet?.available ?? 0 })}
          </span>
        </p>
      </div>
      <div className="relative max-w-[430px]">
        <div aria-hidden className="flex h-[10px] gap-[3px] overflow-hidden rounded-full">
          <i className="rounded-full bg-accent" style={{ flexGrow: 1 - part }} />
          {part > 0 && <i className="hatched min-w-2 rounded-full" style={{ flexGrow: part }} />}
        </div>
        <p className="mt-3 flex flex-wrap gap-x-[18px] text-small text-tx2 tabular-nums">
          <span>
            <Trans t={t} i18nKey="balance.balance" values={{ balance }} components={{ b: <b className="text-tx" /> }} />
          </span>
          <span>
            <Trans
              t={t}
              i18nKey={runningJobs ? "balance.heldFor" : "balance.held"}
              values={{ held }}
              count={runningJobs ?? 0}
              components={{ b: <b className="text-accent-text" /> }}
            />
          </span>
        </p>
        <p className="mt-[10px] text-tiny text-tx2">{t("balance.sentence")}</p>
      </div>
    </div>
  );
}

type Kind = LedgerEntry["kind"];

const KINDS: Record<Kind, [icon: LucideIcon, tone: TagTone]> = {
  grant: [Gift, "magenta"],
  purchase: [CreditCard, "cyan"],
  hold: [Clock, "warn"],
  charge: [Check, "plain"],
  release: [RotateCcw, "ok"],
  reversal: [Undo2, "ok"],
  refund: [Undo2, "bad"],
  transfer: [ArrowLeftRight, "cyan"],
  share: [Store, "magenta"],
  payout: [Calendar, "cyan"],
  adjustment: [PenLine, "plain"],
  expiry: [Hourglass, "warn"],
};

const TEXT: Record<TagTone, string> = {
  plain: "text-tx2",
  ok: "text-ok",
  warn: "text-yellow-text",
  bad: "text-bad",
  cyan: "text-cyan-text",
  magenta: "text-magenta-text",
  yellow: "text-yellow-text",
};

/** One line of the ledger: what, from where, its kind, the signed amount, when. */
export function LedgerRow({
  entry,
  title,
  source,
  onOpen,
}: {
  entry: LedgerEntry;
  title: string;
  source?: string;
  onOpen?: () => void;
}) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { signed, ago } = useFormat();
  const [icon, tone] = KINDS[entry.kind];
  const Row = onOpen ? "button" : "div";
  return (
    <Row
      {...(onOpen ? { type: "button", onClick: onOpen } : {})}
      className={cx(
        "grid w-full grid-cols-[36px_1fr_auto] items-center gap-[14px] px-[22px] py-[13px]",
        "text-start max-tablet:px-[14px]",
        "tablet:grid-cols-[36px_1fr_130px_92px_104px]",
        onOpen && "hover:bg-white/3",
      )}
    >
      <span className={cx("grid size-9 place-items-center rounded-[11px] bg-s3", TEXT[tone])}>
        <Icon of={icon} />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-tiny text-tx3">
          {source}
          <span className="tablet:hidden">
            {source && " · "}
            {t(`ledger.${entry.kind}`)} · {ago(entry.at)}
          </span>
        </span>
      </span>
      <span className="max-tablet:hidden">
        <Tag tone={tone}>{t(`ledger.${entry.kind}`)}</Tag>
      </span>
      <span className={cx("figures text-end text-[1.125rem]", entry.credits > 0 && "text-ok")}>
        {signed(entry.credits)}
        <span className="sr-only"> {common("credits.unit", { count: Math.abs(entry.credits) })}</span>
      </span>
      <time dateTime={entry.at} className="text-end text-tiny text-tx3 max-tablet:hidden">
        {ago(entry.at)}
      </time>
    </Row>
  );
}
