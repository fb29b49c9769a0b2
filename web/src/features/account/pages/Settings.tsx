import { useTranslation } from "react-i18next";
import { useMeGetQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { useAppSelector } from "@/lib/store/hooks";
import { ButtonLink } from "@/ui/Button";
import { Empty, Skeleton, Trouble } from "@/ui/States";
import { DoorsCard } from "../parts/DoorsCard";
import { PasswordCard } from "../parts/PasswordCard";
import { ProfileCard } from "../parts/ProfileCard";
import { SessionsCard } from "../parts/SessionsCard";
import { TasteCard } from "../parts/TasteCard";

/** One page, five cards. */
export default function Settings() {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const presence = useAppSelector((state) => state.user.presence);
  const me = useMeGetQuery(undefined, { skip: presence !== "person" });
  const problem = problemOf(me.error);
  if (presence === "nobody" || presence === "visitor") {
    return (
      <Empty
        level={1}
        title={t("guest.title")}
        body={t("guest.body")}
        action={
          <ButtonLink kind="primary" to="/signin?next=/settings">
            {common("nav.signIn")}
          </ButtonLink>
        }
      />
    );
  }
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4 p-6 max-tablet:p-[14px]">
      <h1 className="sr-only">{t("title")}</h1>
      {problem && <Trouble problem={problem} onRetry={() => void me.refetch()} />}
      {!me.data && !problem && <Skeleton rows={4} />}
      {me.data && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-2">
          <div className="flex flex-col gap-4">
            <ProfileCard account={me.data.account} />
            {me.data.account.email && <PasswordCard />}
          </div>
          <div className="flex flex-col gap-4">
            <TasteCard />
            <DoorsCard me={me.data} />
            <SessionsCard />
          </div>
        </div>
      )}
    </div>
  );
}
