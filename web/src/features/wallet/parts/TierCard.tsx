import { useTranslation } from "react-i18next";
import type { Account } from "@reverie/api/generated";
import { Card } from "@/ui/Card";
import { Tag } from "@/ui/Chip";

/** The tier, and the honest word that nothing is sold here yet. */
export function TierCard({ tier }: { tier: Account["tier"] | undefined }) {
  const { t } = useTranslation("wallet");
  return (
    <Card title={t("tier.title")} side={tier && <Tag tone="yellow">{t(`tier.${tier}`)}</Tag>}>
      <p className="mt-2 text-small text-tx2">{t("tier.body")}</p>
    </Card>
  );
}
