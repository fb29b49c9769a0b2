import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useAuthSignOutMutation, useSessionsEndMutation, useSessionsListQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { deviceOf } from "@/lib/device";
import { useFormat } from "@/lib/format";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Skeleton, Trouble } from "@/ui/States";

/** Where this account is open right now, and a way to close each door. */
export function SessionsCard() {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const { ago } = useFormat();
  const go = useNavigate();
  const sessions = useSessionsListQuery();
  const [end, ending] = useSessionsEndMutation();
  const [signOut, leaving] = useAuthSignOutMutation();
  const problem = problemOf(sessions.error);
  const refused = problemOf(ending.error);
  const leave = async (): Promise<void> => {
    await signOut({ body: {} });
    void go("/", { replace: true });
  };
  return (
    <Card title={t("sessions.title")}>
      {sessions.isLoading && <Skeleton rows={2} />}
      {problem && <Trouble problem={problem} onRetry={() => void sessions.refetch()} />}
      {refused && <Trouble problem={refused} />}
      <ul className="mt-2 flex flex-col divide-y divide-line">
        {sessions.data?.items.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-3 py-3">
            <span className="min-w-0 flex-1">
              <span className="block truncate text-tx">{one.userAgent ? deviceOf(one.userAgent) : one.surface}</span>
              <span className="text-small text-tx3">
                {one.current ? t("sessions.current") : t("sessions.seen", { time: ago(one.lastSeenAt) })}
              </span>
            </span>
            {!one.current && (
              <Button size="small" onClick={() => void end({ id: one.id })}>
                {t("sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button kind="danger" busy={leaving.isLoading} onClick={() => void leave()}>
        {common("nav.signOut")}
      </Button>
    </Card>
  );
}
