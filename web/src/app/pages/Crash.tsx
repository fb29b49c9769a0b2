import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { hash } from "@/art/random";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { Moment } from "@/ui/Moment";
import { useOnline } from "@/lib/online";
import NotFound from "./NotFound";
import Offline from "./Offline";

/** The same fault gives the same code; short enough to read out on the telephone. */
function codeOf(error: unknown): string {
  const words = error instanceof Error ? `${error.name} ${error.message} ${error.stack ?? ""}` : String(error);
  return hash(words).toString(36).toUpperCase();
}

/** The last net: something of ours broke. Says so, keeps calm, gives a code. */
export function Crash() {
  const error = useRouteError();
  const { t } = useTranslation();
  const online = useOnline();
  const code = codeOf(error);
  // A page whose code was never fetched cannot be opened without a network: nothing of ours broke.
  if (!online) return <Offline />;
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Moment
      mood="error"
      title={t("crash.title")}
      body={t("crash.body")}
      action={
        <>
          <Button kind="primary" size="large" onClick={() => location.reload()}>
            {t("action.reload")}
          </Button>
          <Button size="large" onClick={() => void navigator.clipboard.writeText(code)}>
            <Icon of={Copy} />
            <span className="mono">
              {t("crash.code")} {code}
            </span>
          </Button>
        </>
      }
    />
  );
}
