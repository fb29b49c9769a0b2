import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { session } from "@/lib/session";
import { ButtonLink } from "./Button";
import { Logo } from "./Logo";

/** The head of the pages that stand outside the app. */
export function PublicHeader() {
  const { t } = useTranslation();
  const known = session.mayBeSignedIn();
  return (
    <header
      className="mx-auto flex h-[76px] w-full max-w-[1160px] items-center gap-4 px-6 max-tablet:h-16 max-tablet:px-5"
    >
      <Link to="/" className="hit inline-flex items-center gap-3" aria-label="Reverie">
        <Logo size={28} />
        <span className="font-display text-[1.0625rem] font-bold tracking-[0.16em]">REVERIE</span>
      </Link>
      <span className="flex-1" />
      {!known && (
        <Link to="/signin" className="hit text-small text-tx2 hover:text-tx">
          {t("nav.signIn")}
        </Link>
      )}
      <ButtonLink to={known ? "/home" : "/create"} size="small" className={known ? undefined : "max-tablet:hidden"}>
        {t(known ? "nav.home" : "nav.create")}
      </ButtonLink>
    </header>
  );
}
