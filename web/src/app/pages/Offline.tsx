import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/States";

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
          <Button kind="primary" onClick={() => location.assign("/")}>
            {t("action.retry")}
          </Button>
        }
      />
    </main>
  );
}
