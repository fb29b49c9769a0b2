import { useTranslation } from "react-i18next";
import { useJobsListQuery, useMeGetQuery, useWalletGetQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { isOver } from "@/lib/film";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Trouble } from "@/ui/States";
import { BalancePanel } from "@/ui/Wallet";
import { HowItWorks } from "../parts/HowItWorks";
import { Ledger } from "../parts/Ledger";
import { TierCard } from "../parts/TierCard";

const SHOWN = 100;

function Content() {
  const { t } = useTranslation("wallet");
  const { data: wallet, error, refetch } = useWalletGetQuery();
  const { data: me } = useMeGetQuery();
  const { data: jobs } = useJobsListQuery({ limit: SHOWN });
  const problem = problemOf(error);
  const running = (jobs?.items ?? []).filter((job) => !isOver(job) && job.held > 0).length;
  return (
    <div className="mx-auto max-w-[1400px] p-6 max-tablet:p-[14px]">
      <h1 className="sr-only">{t("title")}</h1>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          {problem && !wallet ? (
            <Trouble problem={problem} onRetry={() => void refetch()} />
          ) : (
            <BalancePanel wallet={wallet} runningJobs={running} />
          )}
          <Ledger jobs={jobs?.items ?? []} />
        </div>
        <div className="flex flex-col gap-4">
          <TierCard tier={me?.account.tier} />
          <HowItWorks />
        </div>
      </div>
    </div>
  );
}

/** What there is, what is held, and every line of how it came to be. */
export default function WalletPage() {
  return (
    <OnlyPeople>
      <Content />
    </OnlyPeople>
  );
}
