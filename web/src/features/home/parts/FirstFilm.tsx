import { Film, ImagePlus, Wind } from "lucide-react";
import { useTranslation } from "react-i18next";
import { HeroineLater } from "@/ui/HeroineLater";
import { Icon } from "@/ui/Icon";
import { PhotoButton } from "@/ui/PhotoButton";
import { useBringPhoto } from "@/lib/use-bring-photo";

const STEPS = [
  ["photo", ImagePlus],
  ["motion", Wind],
  ["film", Film],
] as const;

/** Nothing made yet: how it goes, in three steps, and the first of them right here. */
export function FirstFilm({ available }: { available: number | undefined }) {
  const { t } = useTranslation("home");
  const bring = useBringPhoto();
  return (
    <section aria-labelledby="first" className="card overflow-hidden">
      <div className="grid items-center tablet:grid-cols-[1fr_1.1fr]">
        <div className="aspect-[8/5] h-full w-full bg-s2">
          <HeroineLater mood="empty" />
        </div>
        <div className="flex flex-col gap-5 p-7 max-tablet:p-5">
          <h2 id="first" className="text-h1">
            {t("first.title")}
          </h2>
          <ol className="flex flex-col gap-4">
            {STEPS.map(([step, icon], at) => (
              <li key={step} className="flex items-start gap-3">
                <span className="grid size-9 shrink-0 place-items-center rounded-[11px] soft">
                  <Icon of={icon} />
                </span>
                <div>
                  <p className="font-medium">
                    {at + 1}. {t(`first.${step}.title`)}
                  </p>
                  <p className="text-small text-tx2">{t(`first.${step}.body`)}</p>
                </div>
              </li>
            ))}
          </ol>
          <PhotoButton label={t("animate")} size="large" onPhoto={bring} />
          {available !== undefined && available > 0 && (
            <p className="text-small text-yellow-text">{t("first.credits", { count: available })}</p>
          )}
        </div>
      </div>
    </section>
  );
}
