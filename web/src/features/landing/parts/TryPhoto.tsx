import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { bringPhoto } from "@/lib/pending-photo";
import { Upload } from "@/ui/Upload";

/** Drop, paste or pick a photo right here; the studio goes on with it. No account is asked for. */
export function TryPhoto() {
  const { t } = useTranslation("landing");
  const go = useNavigate();
  return (
    <section aria-labelledby="try" className="flex flex-col gap-4">
      <h2 id="try" className="text-h1">
        {t("try.title")}
      </h2>
      <p className="max-w-[60ch] text-tx2">{t("try.about")}</p>
      <Upload
        status={{ state: "waiting" }}
        listenForPaste
        onFile={(photo) => {
          bringPhoto(photo);
          void go("/create");
        }}
      />
    </section>
  );
}
