import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Moment } from "@/ui/Moment";

/** Asks for the page again; the page of its own address has nothing to ask for and leads home. */
function again(): void {
  if (location.pathname === "/offline") location.assign("/");
  else location.reload();
}

export default function Offline() {
  const { t } = useTranslation();
  return (
    <Moment
      mood="empty"
      title={t("offline.title")}
      body={t("offline.body")}
      action={
        <Button kind="primary" size="large" onClick={again}>
          {t("action.retry")}
        </Button>
      }
    />
  );
}
