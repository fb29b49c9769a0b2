import { registerSW } from "virtual:pwa-register";
import { toast } from "@/ui/Toast";
import { currentTexts } from "@/lib/texts";

let watching = false;

/** A new version waits until the person takes it: nothing reloads under somebody's hands. */
export function watchUpdates(): void {
  if (watching) return;
  watching = true;
  const take = registerSW({
    onNeedRefresh() {
      const t = currentTexts();
      toast(t("update.ready"), { undo: { label: t("update.take"), run: () => void take(true) } });
    },
  });
}
