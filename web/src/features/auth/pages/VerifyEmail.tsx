import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useAuthVerifyEmailMutation } from "@reverie/api/api";
import { problemOf, worthAgain } from "@reverie/api/problem";
import { ButtonLink } from "@/ui/Button";
import { Trouble } from "@/ui/States";
import { Panel } from "../parts/Panel";

/** Where the link in the mail leads. */
export default function VerifyEmail() {
  const { t } = useTranslation("auth");
  const [search] = useSearchParams();
  const [verify, state] = useAuthVerifyEmailMutation();
  const tried = useRef(false);
  const token = search.get("token") ?? "";
  const prove = useCallback(() => void verify({ body: { token } }), [token, verify]);
  useEffect(() => {
    if (tried.current) return;
    tried.current = true;
    prove();
  }, [prove]);
  const problem = problemOf(state.error);
  return (
    <Panel title={t("verify.title")} about={state.isSuccess ? t("verify.done") : t("verify.about")}>
      {problem && <Trouble problem={problem} onRetry={worthAgain(problem) ? prove : undefined} />}
      <ButtonLink to="/create" kind={state.isSuccess ? "primary" : "secondary"}>
        {t("verify.on")}
      </ButtonLink>
    </Panel>
  );
}
