import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLinksOpenMutation } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { ButtonLink } from "@/ui/Button";
import { Trouble } from "@/ui/States";
import { Panel } from "../parts/Panel";

/** The bot's “Open on the web”: the one-time code in the address signs in, then leaves the address. */
export default function OpenLink() {
  const { t } = useTranslation("auth");
  const { code = "" } = useParams();
  const go = useNavigate();
  const [open, state] = useLinksOpenMutation();
  const tried = useRef(false);
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    void open({ body: { code } }).then((answer) => {
      if ("data" in answer) void go("/home", { replace: true });
    });
  }, [code, go, open]);
  const problem = problemOf(state.error);
  return (
    <Panel title={t("open.title")} about={problem ? undefined : t("open.about")}>
      {problem && (
        <Trouble
          problem={problem}
          action={
            <ButtonLink size="small" to="/signin">
              {t("signIn.do")}
            </ButtonLink>
          }
        />
      )}
    </Panel>
  );
}
