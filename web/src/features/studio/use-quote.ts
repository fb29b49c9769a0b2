import { useEffect, useState } from "react";
import { useMeGetQuery, useQuotesCreateMutation } from "@reverie/api/api";
import type { Quote } from "@reverie/api/generated";
import { useAsked } from "@/lib/use-asked";
import { useAppSelector } from "@/lib/store/hooks";
import type { Values } from "@/lib/model-schema";
import { priceOf, type Price } from "@/ui/PriceButton";

const REST_MILLIS = 400;
const EARLY_MILLIS = 15_000;
/** A browser's timer counts in 31 bits; a longer one would fire at once. */
const TIMER_MAX_MILLIS = 2 ** 31 - 1;

/** The price of exactly this. A price that runs out is asked for again by itself. */
export function useQuote(model: string | undefined, inputs: Values | undefined, ready: boolean) {
  const [ask] = useQuotesCreateMutation();
  const account = useAppSelector((state) => state.user.accountId);
  const [round, setRound] = useState(0);
  const wish = ready && model && inputs ? JSON.stringify([model, inputs, account, round]) : undefined;
  const asked = useAsked(wish, REST_MILLIS, () => ask({ body: { model: model ?? "", inputs: inputs ?? {} } }).unwrap());
  const expiresAt = asked.fresh ? asked.answer?.expiresAt : undefined;
  useEffect(() => {
    if (!expiresAt) return;
    const left = Date.parse(expiresAt) - Date.now() - EARLY_MILLIS;
    const timer = setTimeout(() => setRound((n) => n + 1), Math.min(Math.max(1000, left), TIMER_MAX_MILLIS));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return {
    quote: asked.fresh && !asked.problem ? asked.answer : undefined,
    /** The last price that was known, to show while the next is on its way. */
    last: asked.answer,
    problem: asked.problem,
    again: () => setRound((n) => n + 1),
  };
}

/** The price as the person meets it: theirs is compared with what they have now; a guest's is only named. */
export function usePrice(quote: Quote | undefined): { price: Price; available?: number } {
  const person = useAppSelector((state) => state.user.presence === "person");
  const { data: me } = useMeGetQuery(undefined, { skip: !person });
  if (!quote) return { price: { state: "loading" }, available: me?.wallet?.available };
  if (!person) return { price: priceOf({ ...quote, enough: true }) };
  const available = me?.wallet?.available ?? quote.available;
  return { price: priceOf({ credits: quote.credits, available, enough: available >= quote.credits }), available };
}
