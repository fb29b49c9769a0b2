import { useTranslation } from "react-i18next";
import { useStatusGetQuery } from "@reverie/api/api";
import type { Me } from "@reverie/api/generated";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";

/** Where else this account opens: Telegram. Where no bot runs there is nothing to link. */
export function DoorsCard({ me }: { me: Me }) {
  const { t } = useTranslation("account");
  const { data: status } = useStatusGetQuery();
  const telegram = me.links.telegram;
  if (!telegram && !status?.bot) return null;
  return (
    <Card title={t("doors.title")}>
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <p className="min-w-0 flex-1 text-tx2">
          {telegram
            ? t("doors.linked", { name: telegram.username ? `@${telegram.username}` : telegram.name })
            : t("doors.none")}
        </p>
        {!telegram && <ButtonLink to="/link">{t("doors.link")}</ButtonLink>}
      </div>
    </Card>
  );
}
