import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/Button";
import { Empty } from "@/ui/States";
import { featureRoutes } from "../features";

/** Ways out, as far as they exist. */
const WAYS = [
  ["/create", "nav.create"],
  ["/history", "nav.history"],
  ["/help", "nav.help"],
] as const;

export default function NotFound() {
  const { t } = useTranslation();
  const ways = WAYS.filter(([path]) => featureRoutes.some((route) => route.path === path));
  return (
    <main id="content" tabIndex={-1} className="grid min-h-dvh place-items-center outline-none">
      <Empty
        art="lost"
        level={1}
        title={t("notFound.title")}
        body={t("notFound.body")}
        action={
          <>
            <ButtonLink kind="primary" to="/">
              {t("nav.home")}
            </ButtonLink>
            {ways.map(([path, label]) => (
              <ButtonLink key={path} to={path}>
                {t(label)}
              </ButtonLink>
            ))}
          </>
        }
      />
    </main>
  );
}
