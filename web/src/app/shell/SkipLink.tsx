import { useTranslation } from "react-i18next";

/** The first stop of the Tab key on every page. */
export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#content"
      className="fixed start-3 top-3 z-(--layer-toast) -translate-y-20 rounded-button bg-tx px-4 py-3
      font-semibold text-bg focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
