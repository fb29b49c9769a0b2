import { useTranslation } from "react-i18next";
import { Card } from "@/ui/Card";

const CARDS = ["taps", "money", "home"] as const;
const QUESTIONS = ["who", "people", "cost", "fails", "mine"] as const;

/** Three things to know, in three cards. */
export function Cards() {
  const { t } = useTranslation("landing");
  return (
    <section aria-label={t("cards.label")} className="grid gap-4 tablet:grid-cols-3">
      {CARDS.map((card) => (
        <Card key={card} title={t(`cards.${card}.title`)} accent={card === "money" ? "yellow" : undefined}>
          <p className="mt-2 text-tx2">{t(`cards.${card}.body`)}</p>
        </Card>
      ))}
    </section>
  );
}

/** What people ask before they begin. */
export function Questions() {
  const { t } = useTranslation("landing");
  return (
    <section aria-labelledby="faq" className="flex flex-col gap-4">
      <h2 id="faq" className="text-h1">
        {t("faq.title")}
      </h2>
      <div className="card divide-y divide-line">
        {QUESTIONS.map((question) => (
          <details key={question} className="group px-5 py-1 max-tablet:px-4">
            <summary className="flex min-h-12 items-center font-medium text-tx">{t(`faq.${question}.q`)}</summary>
            <p className="max-w-[70ch] pb-4 text-tx2">{t(`faq.${question}.a`)}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
