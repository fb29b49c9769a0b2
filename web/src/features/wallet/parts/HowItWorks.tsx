import { Check, Clock, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Card } from "@/ui/Card";
import { Icon } from "@/ui/Icon";

const STEPS = [
  ["hold", Clock],
  ["charge", Check],
  ["release", RotateCcw],
] as const;

/** The three things that happen to a credit. */
export function HowItWorks() {
  const { t } = useTranslation("wallet");
  return (
    <Card title={t("how.title")}>
      <ol className="mt-3 flex flex-col gap-4">
        {STEPS.map(([step, icon]) => (
          <li key={step} className="flex gap-3">
            <span className="grid size-9 shrink-0 place-items-center rounded-[11px] bg-s3 text-tx2">
              <Icon of={icon} size={17} />
            </span>
            <div>
              <p className="font-medium">{t(`how.${step}.title`)}</p>
              <p className="text-small text-tx2">{t(`how.${step}.body`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <Link to="/refunds" className="hit mt-4 inline-block text-small text-accent-text underline">
        {t("how.refunds")}
      </Link>
    </Card>
  );
}
