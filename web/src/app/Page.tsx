import { Suspense, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Accent } from "@reverie/tokens/values";
import { Waiting } from "./Waiting";

function Title({ title }: { title: string }) {
  const area = title.split(":")[0] ?? "common";
  const { t } = useTranslation([area, "common"]);
  const words = t(title);
  useEffect(() => {
    document.title = `${words} · Reverie`;
  }, [words]);
  return null;
}

/** Gives a page its one accent and its name in the browser's tab. */
export function Page({ accent = "cyan", title, children }: { accent?: Accent; title?: string; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.dataset.accent = accent;
    if (!title) document.title = "Reverie";
  }, [accent, title]);
  return (
    <Suspense fallback={<Waiting />}>
      {title && <Title title={title} />}
      {children}
    </Suspense>
  );
}
