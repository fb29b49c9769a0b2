import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOnline } from "@/lib/online";
import { useAppSelector } from "@/lib/store/hooks";

const PATIENCE_MILLIS = 3000;

/** A thin line under the top bar: at once without a network, after three seconds when only the stream is away. */
export function Connection() {
  const { t } = useTranslation();
  const online = useOnline();
  const waiting = useAppSelector((state) => state.user.live === "connecting");
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLong(false);
      return;
    }
    const timer = setTimeout(() => setLong(true), PATIENCE_MILLIS);
    return () => clearTimeout(timer);
  }, [waiting]);
  const words = !online ? t("offline.line") : long ? t("live.reconnecting") : "";
  return (
    <div
      role="status"
      className={words ? "border-b border-warn/30 bg-warn/8 px-6 py-1 text-tiny text-warn max-tablet:px-4" : "sr-only"}
    >
      {words}
    </div>
  );
}
