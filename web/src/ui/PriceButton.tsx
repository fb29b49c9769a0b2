import { Coins } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format";
import { Button, type ButtonSize } from "./Button";
import { Icon } from "./Icon";

/** What is known about the price. `short` is a way forward, not a wall: it opens the top-up. */
export type Price =
  | { state: "loading" }
  | { state: "free" }
  | { state: "enough"; credits: number }
  | { state: "short"; credits: number; missing: number };

/** The answer to a quote, as a price. */
export function priceOf(quote: { credits: number; available: number; enough: boolean } | undefined): Price {
  if (!quote) return { state: "loading" };
  if (quote.credits === 0) return { state: "free" };
  if (quote.enough) return { state: "enough", credits: quote.credits };
  // Rounded up to what can be bought: a hundredth of a credit.
  const missing = Math.ceil((quote.credits - quote.available) * 100 - 1e-6) / 100;
  return { state: "short", credits: quote.credits, missing };
}

interface PriceButtonProps {
  label: string;
  price: Price;
  size?: ButtonSize;
  wide?: boolean;
  busy?: boolean;
  reason?: string;
  onRun: () => void;
  /** Without it a short price can't be pressed and only says what is missing. */
  onTopUp?: (missing: number) => void;
}

function Figure({ price }: { price: Price }) {
  const { t } = useTranslation("ui");
  const { number } = useFormat();
  if (price.state === "loading")
    return <i aria-hidden className="inline-block h-[15px] w-5 rounded-[4px] bg-on-accent/25" />;
  if (price.state === "free") return <span>{t("price.free")}</span>;
  if (price.state !== "enough") return null;
  return (
    <span className="inline-flex items-center gap-[7px] tabular-nums">
      <Icon of={Coins} size={17} />
      {number(price.credits)}
    </span>
  );
}

/** `Generate | 8`: nobody starts anything without seeing what it costs. */
export function PriceButton({ label, price, size, wide, busy, reason, onRun, onTopUp }: PriceButtonProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  if (price.state === "short") {
    const words = onTopUp ? t("price.topUp", { count: price.missing }) : t("price.short", { count: price.missing });
    return (
      <span data-accent="yellow" className="contents">
        <Button
          kind="primary"
          size={size}
          wide={wide}
          busy={busy}
          reason={onTopUp ? undefined : words}
          onClick={() => onTopUp?.(price.missing)}
        >
          <Icon of={Coins} size={17} />
          {words}
        </Button>
      </span>
    );
  }
  const spoken =
    price.state === "loading"
      ? t("price.loading")
      : price.state === "free"
        ? t("price.free")
        : common("credits.count", { count: price.credits });
  return (
    <Button
      kind="primary"
      size={size}
      wide={wide}
      busy={busy}
      onClick={onRun}
      disabled={price.state === "loading"}
      reason={reason}
      aria-label={t("price.spoken", { label, price: spoken })}
    >
      <span>{label}</span>
      <i aria-hidden className="h-4 w-px bg-on-accent/35" />
      <Figure price={price} />
    </Button>
  );
}
