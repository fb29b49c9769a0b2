import { useTranslation } from "react-i18next";
import { useMeGetQuery, useStatusGetQuery } from "@reverie/api/api";
import type { Model } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { useAppSelector } from "@/lib/store/hooks";
import { ButtonLink } from "@/ui/Button";
import { PriceButton, type Price } from "@/ui/PriceButton";
import { usePrice, type useQuote } from "../use-quote";

interface MakeProps {
  model: Model;
  asking: ReturnType<typeof useQuote>;
  reason?: string;
  busy: boolean;
  onRun: () => void;
}

/** Too few credits, and nothing can be bought here yet: says so, what may come back, and what can be done. */
function Short({ missing }: { missing: number }) {
  const { t } = useTranslation("studio");
  const { data: me } = useMeGetQuery();
  const held = me?.wallet?.held ?? 0;
  return (
    <div role="status" className="flex max-w-[46ch] flex-wrap items-center justify-end gap-x-4 gap-y-2 text-small">
      <p className="flex-1 basis-60 text-tx2">
        <b className="font-semibold text-yellow-text">{t("short.title", { count: missing })}</b>{" "}
        {held > 0 && <>{t("short.held", { count: held })} </>}
        {t("short.body")}
      </p>
      <ButtonLink to="/wallet" size="small">
        {t("short.wallet")}
      </ButtonLink>
    </div>
  );
}

/** What stands beside the price: how long it takes, and what there is to spend. */
function useNote(price: Price, seconds: number | undefined, available: number | undefined): string[] {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const { span } = useFormat();
  const presence = useAppSelector((state) => state.user.presence);
  const { data: status } = useStatusGetQuery(undefined, { skip: presence === "person" });
  const note: string[] = [];
  if (seconds !== undefined) note.push(common("time.about", { time: span(seconds) }));
  if (presence === "person" && available !== undefined) note.push(t("available", { count: available }));
  if (presence !== "person" && price.state === "enough" && status?.welcomeCredits) {
    note.push(t("welcome", { count: status.welcomeCredits }));
  }
  return note;
}

/** The button that is the confirmation, with its price, its time and what is available beside it. */
export function Make({ model, asking, reason, busy, onRun }: MakeProps) {
  const { t } = useTranslation("studio");
  const { price, available } = usePrice(asking.quote ?? asking.last);
  const shown: Price = reason && price.state === "loading" ? startingAt(model) : price;
  const seconds = (asking.quote ?? asking.last)?.expectedSeconds;
  const note = useNote(shown, seconds, available);
  if (shown.state === "short" && !reason) return <Short missing={shown.missing} />;
  return (
    <>
      <span className="text-end text-tiny text-tx2">{note.join(" · ")}</span>
      <PriceButton
        label={t("make")}
        price={shown.state === "short" ? { state: "enough", credits: shown.credits } : shown}
        busy={busy}
        reason={reason}
        onRun={onRun}
      />
    </>
  );
}

/** Before there is a photo the catalog's own price stands there. */
function startingAt(model: Model): Price {
  return model.credits === 0 ? { state: "free" } : { state: "enough", credits: model.credits };
}
