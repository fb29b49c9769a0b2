import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/Button";
import { Prose } from "@/ui/Prose";

const TOPICS = ["first", "photo", "idea", "credits", "failed", "telegram", "private", "offline"] as const;

export default function Help() {
  const { t } = useTranslation("help");
  return (
    <Prose title={t("title")}>
      <p className="mt-3 text-tx2">{t("about")}</p>
      <div className="card mt-6 divide-y divide-line">
        {TOPICS.map((topic) => (
          <details key={topic} id={topic} className="px-5 py-1 max-tablet:px-4">
            <summary className="flex min-h-12 items-center font-medium text-tx">{t(`${topic}.q`)}</summary>
            <p className="pb-4 text-tx2">{t(`${topic}.a`)}</p>
          </details>
        ))}
      </div>
      <div className="mt-6">
        <ButtonLink to="/create">{t("make")}</ButtonLink>
      </div>
    </Prose>
  );
}
