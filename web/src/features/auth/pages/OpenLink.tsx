import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useLinksOpenMutation, useMeGetQuery } from "@reverie/api/api";
import { problemOf, worthAgain } from "@reverie/api/problem";
import { useAppSelector } from "@/lib/store/hooks";
import { Button, ButtonLink } from "@/ui/Button";
import { Trouble } from "@/ui/States";
import { Panel } from "../parts/Panel";

/**
 * The bot's “Open on the web”: the one-time code in the address signs in, then leaves the address. Whoever is signed in
 * already is asked first: the link may have come from somebody else.
 */
export default function OpenLink() {
  const { t } = useTranslation("auth");
  const { code = "" } = useParams();
  const go = useNavigate();
  const presence = useAppSelector((state) => state.user.presence);
  const person = presence === "person";
  const { data: me } = useMeGetQuery(undefined, { skip: !person });
  const [open, state] = useLinksOpenMutation();
  const tried = useRef(false);

  const comeIn = useCallback((): void => {
    tried.current = true;
    void open({ body: { code } }).then((answer) => {
      if ("data" in answer) void go("/home", { replace: true });
    });
  }, [code, go, open]);

  useEffect(() => {
    if (!tried.current && (presence === "nobody" || presence === "visitor")) comeIn();
  }, [presence, comeIn]);

  const problem = problemOf(state.error);
  const asks = person && state.isUninitialized;
  return (
    <Panel
      title={t("open.title")}
      about={problem ? undefined : asks ? t("open.swap", { name: me?.account.displayName ?? "" }) : t("open.about")}
    >
      {asks && (
        <div className="flex flex-wrap gap-3">
          <Button kind="primary" onClick={comeIn}>
            {t("open.go")}
          </Button>
          <ButtonLink to="/home">{t("open.stay")}</ButtonLink>
        </div>
      )}
      {problem && (
        <Trouble
          problem={problem}
          onRetry={worthAgain(problem) ? comeIn : undefined}
          action={
            <ButtonLink size="small" to={person ? "/home" : "/signin"}>
              {t(person ? "open.stay" : "signIn.do")}
            </ButtonLink>
          }
        />
      )}
    </Panel>
  );
}
