import { useTranslation } from "react-i18next";
import type { Me } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Tag } from "@/ui/Chip";
import { useRolling } from "@/ui/CreditsPill";

/** What there is to spend, what is held, and the tier. */
export function Standing({ me, running }: { me: Me | undefined; running: number }) {
  const { t } = useTranslation("home");
  const { t: common } = useTranslation();
  const { number } = useFormat();
  const wallet = me?.wallet;
  const shown = useRolling(wallet?.available ?? 0);
  return (
    <Card
      title={t("credits")}
      accent="yellow"
      side={me && <Tag tone="yellow">{t(`tier.${me.account.tier}`)}</Tag>}
      className="bg-[radial-gradient(420px_240px_at_0_0,--alpha(var(--color-yellow)/8%),transparent_70%)]"
    >
      {wallet ? (
        <p className="mt-2 flex items-end gap-2">
          <span className="figures text-figure">{number(shown)}</span>
          <span className="figures pb-1 text-page text-tx2">{t("ready")}</span>
        </p>
      ) : (
        <i className="skeleton mt-3 block h-12 w-24" />
      )}
      {wallet && wallet.held > 0 && (
        <p className="mt-2 text-small text-tx2">
          {common("credits.held", { count: wallet.held })}
          {running > 0 && ` · ${t("under", { count: running })}`}
        </p>
      )}
      <ButtonLink to="/wallet" size="small" className="mt-4">
        {t("wallet")}
      </ButtonLink>
    </Card>
  );
}
