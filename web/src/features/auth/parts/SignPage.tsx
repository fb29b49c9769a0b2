import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, type Location } from "react-router";
import { nextAddress } from "./next";
import { Panel } from "./Panel";
import { Ways } from "./Ways";

/** Sign in and sign up are one page in two moods. */
export function SignPage({ mode }: { mode: "signIn" | "signUp" }) {
  const { t } = useTranslation("auth");
  const go = useNavigate();
  const { search, state } = useLocation() as Location<{ email?: string } | null>;
  const done = useCallback(() => void go(nextAddress(search), { replace: true }), [go, search]);
  return (
    <Panel title={t(`${mode}.title`)} about={t(`${mode}.about`)}>
      <Ways
        mode={mode}
        typed={state?.email}
        onMode={(other, email) =>
          void go({ pathname: other === "signIn" ? "/signin" : "/signup", search }, { state: { email } })
        }
        onDone={done}
      />
    </Panel>
  );
}
