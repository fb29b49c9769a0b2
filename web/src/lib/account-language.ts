import { useCallback, useEffect } from "react";
import { useMeGetQuery, useMeUpdateMutation } from "@reverie/api/api";
import { isLanguage, type Language } from "@reverie/i18n/i18n";
import { useAppSelector } from "./store/hooks";
import { changeLanguage, language } from "./texts";

/** The site speaks as the account says: after a sign-in, and when it was changed in the bot or on another device. */
export function useAccountLanguage(): void {
  const person = useAppSelector((state) => state.user.presence === "person");
  const { data: me } = useMeGetQuery(undefined, { skip: !person });
  const locale = me?.account.locale;
  useEffect(() => {
    if (person && isLanguage(locale) && locale !== language()) void changeLanguage(locale);
  }, [person, locale]);
}

/** A person's choice: at once in this browser, and with their account everywhere else. */
export function useSpeak(): (next: Language) => void {
  const person = useAppSelector((state) => state.user.presence === "person");
  const [save] = useMeUpdateMutation();
  return useCallback(
    (next) => {
      void changeLanguage(next);
      if (person) void save({ body: { locale: next } });
    },
    [person, save],
  );
}
