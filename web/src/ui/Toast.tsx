import { toast as sonner, Toaster } from "sonner";
import { usePhone } from "@/lib/media-query";

interface Say {
  /** Puts things back; shown as a button for ten seconds. */
  undo?: { label: string; run: () => void };
  detail?: string;
  tone?: "plain" | "good" | "bad";
}

/** A short word at the edge of the screen. Never for the error of a field. */
export function toast(words: string, { undo, detail, tone = "plain" }: Say = {}): void {
  const options = {
    description: detail,
    duration: undo ? 10_000 : 5000,
    action: undo ? { label: undo.label, onClick: undo.run } : undefined,
  };
  if (tone === "bad") sonner.error(words, options);
  else if (tone === "good") sonner.success(words, options);
  else sonner(words, options);
}

export function Toasts() {
  const phone = usePhone();
  return (
    <Toaster
      theme="dark"
      visibleToasts={3}
      position={phone ? "top-center" : "bottom-right"}
      gap={10}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "card flex w-full items-center gap-3 border-line2 bg-s2 px-4 py-3 text-body text-tx shadow-glass",
          description: "text-small text-tx2",
          success: "text-ok",
          error: "text-bad",
          actionButton:
            "ms-auto shrink-0 rounded-[10px] border border-line2 px-3 min-h-[34px] font-head font-semibold text-tx",
        },
      }}
    />
  );
}
