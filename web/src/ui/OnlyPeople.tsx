import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useOnline } from "@/lib/online";
import { useAppSelector } from "@/lib/store/hooks";
import { askToSignIn } from "@/lib/sign-in-sheet";
import { Button, ButtonLink } from "./Button";
import { Empty, Skeleton } from "./States";

/** Pages that belong to somebody: a kind door for who has not come in yet. */
export function OnlyPeople({ children }: { children: ReactNode }) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const online = useOnline();
  const presence = useAppSelector((state) => state.user.presence);
  if (presence === "unknown" && !online) {
    return <Empty level={1} title={common("offline.title")} body={common("offline.body")} />;
  }
  if (presence === "unknown") return <Skeleton rows={4} className="p-6" />;
  if (presence === "person") return children;
  return (
    <Empty
      level={1}
      title={t("door.title")}
      body={t("door.body")}
      action={
        <>
          <Button kind="primary" onClick={() => void askToSignIn()}>
            {t("door.in")}
          </Button>
          <ButtonLink to="/create">{t("door.try")}</ButtonLink>
        </>
      }
    />
  );
}
