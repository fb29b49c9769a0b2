import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LANGUAGES } from "@reverie/i18n/i18n";
import { speakOutside } from "@/lib/public-language";
import { Logo } from "./Logo";

const PAGES = [
  ["/help", "footer.help"],
  ["/terms", "footer.terms"],
  ["/privacy", "footer.privacy"],
  ["/refunds", "footer.refunds"],
  ["/ai-notice", "footer.ai"],
] as const;

/** At the end of every page that stands alone: law, help, language. */
export function Footer() {
  const { t, i18n } = useTranslation();
  return (
    <footer className="border-t border-line">
      <div
        className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-3 px-14 py-8 text-small text-tx2
          max-desktop:px-6 max-tablet:px-5"
      >
        <span className="flex items-center gap-2 text-tx3">
          <Logo size={20} /> {t("footer.line")}
        </span>
        <nav aria-label={t("footer.label")} className="flex flex-1 flex-wrap gap-x-5 gap-y-2 max-tablet:gap-y-0">
          {PAGES.map(([path, words]) => (
            <Link key={path} to={path} className="inline-flex min-h-6 items-center hover:text-tx max-tablet:min-h-11">
              {t(words)}
            </Link>
          ))}
        </nav>
        <div role="group" aria-label={t("language.label")} className="flex gap-4">
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => void speakOutside(language)}
              className="min-h-6 text-tx2 hover:text-tx aria-pressed:text-accent-text max-tablet:min-h-11"
            >
              {t(`language.${language}`)}
            </button>
          ))}
        </div>
      </div>
    </footer>
  );
}
