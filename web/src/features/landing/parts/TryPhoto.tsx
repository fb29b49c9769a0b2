import { useTranslation } from "react-i18next";
import { useBringPhoto } from "@/lib/use-bring-photo";
import { Upload } from "@/ui/Upload";

/** Drop, paste or pick a photo right here; the studio goes on with it. */
export function TryPhoto() {
  const { t } = useTranslation("landing");
  const bring = useBringPhoto();
  return (
    <section
      aria-labelledby="try"
      className="grid gap-x-12 gap-y-5 tablet:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] tablet:items-center"
    >
      <div className="flex flex-col gap-3">
        <h2 id="try" className="text-h1">
          {t("try.title")}
        </h2>
        <p className="max-w-[46ch] text-lead text-tx2">{t("try.about")}</p>
      </div>
      <Upload status={{ state: "waiting" }} anywhere onFile={bring} />
    </section>
  );
}
