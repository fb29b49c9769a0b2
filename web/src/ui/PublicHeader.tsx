import { Globe } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LANGUAGES, isLanguage } from "@reverie/i18n/i18n";
import { session } from "@/lib/session";
import { speakOutside } from "@/lib/public-language";
import { ButtonLink } from "./Button";
import { Icon } from "./Icon";
import { Wordmark } from "./Logo";

/** The browser's own list: small, quick and the same on every phone. */
function Language() {
  const { t, i18n } = useTranslation();
  return (
    <label className="relative inline-flex min-h-6 items-center gap-2 rounded-tag text-small text-tx2 hover:text-tx
      has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-cyan max-tablet:hidden">
      <Icon of={Globe} size={16} />
      <span aria-hidden className="uppercase">
        {i18n.language}
      </span>
      <select
        aria-label={t("language.label")}
        value={i18n.language}
        onChange={({ target: { value } }) => isLanguage(value) && void speakOutside(value)}
        className="absolute inset-0 cursor-pointer opacity-0"
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language} className="bg-s2 text-tx">
            {t(`language.${language}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The head of the pages that stand outside the app. */
export function PublicHeader() {
  const { t } = useTranslation();
  const known = session.mayBeSignedIn();
  const way = "hit text-body font-medium text-tx2 hover:text-tx";
  return (
    <header
      className="mx-auto flex h-[76px] w-full max-w-[1440px] items-center gap-8 px-14 max-desktop:px-6
        max-tablet:h-16 max-tablet:gap-4 max-tablet:px-5"
    >
      <Wordmark />
      <nav aria-label={t("nav.label")} className="flex flex-1 items-center gap-8 max-tablet:hidden">
        {known && (
          <Link to="/create" className={way}>
            {t("nav.create")}
          </Link>
        )}
        <Link to="/help" className={way}>
          {t("nav.help")}
        </Link>
      </nav>
      <span className="flex-1 tablet:hidden" />
      <Language />
      {!known && (
        <Link to="/signin" className={`${way} max-tablet:hidden`}>
          {t("nav.signIn")}
        </Link>
      )}
      {!known && (
        <ButtonLink to="/signin" size="small" className="tablet:hidden">
          {t("nav.signIn")}
        </ButtonLink>
      )}
      <ButtonLink to={known ? "/home" : "/create"} className={known ? "" : "max-tablet:hidden"}>
        {t(known ? "nav.home" : "nav.studio")}
      </ButtonLink>
    </header>
  );
}
