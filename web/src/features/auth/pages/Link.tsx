import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useAppSelector } from "@/lib/store/hooks";
import { DigitsForm } from "../parts/DigitsForm";
import { Panel } from "../parts/Panel";
import { TelegramWay } from "../parts/TelegramWay";

/** Bot and site become one: with a tap, or by hand. */
export default function Link() {
  const { t } = useTranslation("auth");
  const go = useNavigate();
  const person = useAppSelector((state) => state.user.presence === "person");
  const done = useCallback(() => void go("/home", { replace: true }), [go]);
  return (
    <Panel title={t("link.title")} about={t("link.about")}>
      {person ? <TelegramWay onDone={done} /> : <DigitsForm onDone={done} />}
    </Panel>
  );
}
