import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/Button";
import { Moment } from "@/ui/Moment";

/** Nothing at this address: three ways on, and none of them leads nowhere. */
export default function NotFound() {
  const { t } = useTranslation();
  return (
    <Moment
      mood="lost"
      title={t("notFound.title")}
      body={t("notFound.body")}
      action={
        <>
          <ButtonLink kind="primary" size="large" to="/">
            {t("nav.home")}
          </ButtonLink>
          <ButtonLink size="large" to="/create">
            {t("nav.create")}
          </ButtonLink>
          <ButtonLink size="large" to="/help">
            {t("nav.help")}
          </ButtonLink>
        </>
      }
    />
  );
}
