import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/States";

/** Asks for the page again; the page of its own address has nothing to ask for and leads home. */
function again(): void {
  if (location.pathname === "/offline") location.assign("/");
  else location.reload();
}

export default function Offline() {
  const { t } = useTranslation();
  return (
    <main id="content" tabIndex={-1} className="grid min-h-dvh place-items-center outline-none">
      <Empty
        art="empty"
        level={1}
        title={t("offline.title")}
        body={t("offline.body")}
        action={
          <Button kind="primary" onClick={again}>
            {t("action.retry")}
          </Button>
        }
      />
    </main>
  );
}
