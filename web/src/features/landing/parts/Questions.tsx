import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/ui/Icon";
import { useFilmPrice } from "./status";

const QUESTIONS = ["who", "people", "cost", "fails", "mine"] as const;

/** What people ask before they begin. */
export function Questions() {
  const { t } = useTranslation("landing");
  const price = useFilmPrice();
  const answer = (question: (typeof QUESTIONS)[number]): string =>
    question === "cost" && price !== undefined ? t("faq.cost.priced", { count: price }) : t(`faq.${question}.a`);
  return (
    <section
      aria-labelledby="faq"
      className="grid gap-x-12 gap-y-5 tablet:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] tablet:items-start"
    >
      <h2 id="faq" className="text-h1">
        {t("faq.title")}
      </h2>
      <div className="card divide-y divide-line">
        {QUESTIONS.map((question) => (
          <details key={question} className="fold group px-5 max-tablet:px-4">
            <summary className="flex min-h-[54px] items-center gap-3 font-medium text-tx">
              <span className="flex-1">{t(`faq.${question}.q`)}</span>
              <Icon of={Plus} className="shrink-0 text-tx3 transition-transform group-open:rotate-45" />
            </summary>
            <p className="max-w-[66ch] pb-5 text-tx2">{answer(question)}</p>
          </details>
        ))}
      </div>
    </section>
  );
}
