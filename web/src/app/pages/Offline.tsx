import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Moment } from "@/ui/Moment";

export default function Offline() {
  const { t } = useTranslation();
  return (
    <Moment
      mood="empty"
      title={t("offline.title")}
      body={t("offline.body")}
      action={
        <Button kind="primary" size="large" onClick={() => location.assign("/")}>
          {t("action.retry")}
        </Button>
      }
    />
  );
}
