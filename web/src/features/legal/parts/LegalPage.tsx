import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { API_BASE } from "@reverie/api/address";
import { Prose } from "@/ui/Prose";

/** The page of the name as the host has written it, or ours while the host has written none. */
export function LegalPage({ name }: { name: "terms" | "privacy" | "refunds" | "ai" }) {
  const { t, i18n } = useTranslation("legal");
  const [own, setOwn] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    fetch(`${API_BASE}/pages/${name}?language=${i18n.language}`, { signal: stop.signal })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as { text?: string }).text : undefined))
      .then(setOwn)
      .catch(() => undefined);
    return () => stop.abort();
  }, [name, i18n.language]);
  return <Prose title={t(`${name}.title`)} text={own ?? t(`${name}.text`)} />;
}
