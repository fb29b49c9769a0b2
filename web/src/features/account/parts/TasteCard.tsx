import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGES, isLanguage } from "@reverie/i18n/i18n";
import { useSpeak } from "@/lib/account-language";
import { applyMotion, readPreferences, writePreferences, type Motion } from "@/lib/preferences";
import { Card } from "@/ui/Card";
import { Select, Switch } from "@/ui/Choice";

/** Language goes with the account, also into the bot; motion stays with this browser. */
export function TasteCard() {
  const { t, i18n } = useTranslation("account");
  const { t: common } = useTranslation();
  const speak = useSpeak();
  const [motion, setMotion] = useState<Motion>(() => readPreferences().motion);
  const move = (less: boolean): void => {
    const next = less ? "less" : "system";
    setMotion(next);
    writePreferences({ ...readPreferences(), motion: next });
    applyMotion(next);
  };
  return (
    <Card title={t("taste.title")}>
      <div className="mt-3 flex flex-col gap-4">
        <Select
          label={common("language.label")}
          value={i18n.language}
          options={LANGUAGES.map((one) => ({ value: one, label: common(`language.${one}`) }))}
          onChange={(next) => isLanguage(next) && speak(next)}
        />
        <Switch label={t("taste.less")} hint={t("taste.lessHint")} on={motion === "less"} onChange={move} />
      </div>
    </Card>
  );
}
