import { Send } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLinksClaimMutation, useLinksGetQuery, useLinksStartMutation } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { useAppSelector } from "@/lib/store/hooks";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { Trouble } from "@/ui/States";
import { DigitsForm } from "./DigitsForm";

/** The live line tells first; asking again is the net below it. */
const ASK_AGAIN_MILLIS = 4000;

interface TelegramWayProps {
  /** Another way is open beside it: a view has one primary button. */
  second?: boolean;
  onDone: () => void;
}

/** Opens the bot with a one-time code and waits: this page turns by itself when the code arrives. */
export function TelegramWay({ second, onDone }: TelegramWayProps) {
  const { t } = useTranslation("auth");
  const [start, started] = useLinksStartMutation();
  const [claim, claimed] = useLinksClaimMutation();
  const [byHand, setByHand] = useState(false);
  const code = started.data?.code;
  const heard = useAppSelector((state) => (code ? state.user.verifiedLinks[code] : undefined));
  const asked = useLinksGetQuery({ code: code ?? "" }, { skip: !code, pollingInterval: ASK_AGAIN_MILLIS });
  const name = heard ?? (asked.data?.state === "verified" ? (asked.data.telegram?.name ?? "") : undefined);
  const verified = name !== undefined;
  /** The code that was claimed by itself, once: another code is claimed anew, the same one only by hand. */
  const taken = useRef<string>(undefined);
  const take = useCallback(
    async (mine: string): Promise<void> => {
      taken.current = mine;
      const answer = await claim({ code: mine });
      if ("data" in answer) onDone();
    },
    [claim, onDone],
  );

  useEffect(() => {
    if (verified && code && taken.current !== code) void take(code);
  }, [verified, code, take]);

  const open = async (): Promise<void> => {
    // Opened at the tap, filled when the code is there: a browser blocks what opens later.
    const tab = globalThis.open("about:blank", "_blank");
    const answer = await start();
    if ("data" in answer && answer.data?.deepLink) {
      if (tab) tab.location.href = answer.data.deepLink;
      else location.assign(answer.data.deepLink);
    } else {
      tab?.close();
      setByHand(true);
    }
  };

  const unstarted = problemOf(started.error);
  const unclaimed = code === claimed.originalArgs?.code ? problemOf(claimed.error) : undefined;
  const expired = asked.data?.state === "expired";
  return (
    <div className="flex flex-col gap-4">
      <Button
        kind={second ? "secondary" : "primary"}
        size="large"
        wide
        busy={started.isLoading || claimed.isLoading}
        onClick={() => void open()}
      >
        <Icon of={Send} />
        {t("telegram.open")}
      </Button>
      {code && !expired && (
        <p role="status" className="text-small text-tx2">
          {name === undefined ? t("telegram.waiting") : t("telegram.hello", { name })}
        </p>
      )}
      {expired && <p className="text-small text-warn">{t("telegram.expired")}</p>}
      {unstarted && <Trouble problem={unstarted} />}
      {!unstarted && unclaimed && code && <Trouble problem={unclaimed} onRetry={() => void take(code)} />}
      {byHand ? (
        <DigitsForm onDone={onDone} />
      ) : (
        <Button kind="ghost" size="small" onClick={() => setByHand(true)}>
          {t("telegram.byHand")}
        </Button>
      )}
    </div>
  );
}
