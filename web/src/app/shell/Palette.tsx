import { lazy, Suspense, useEffect } from "react";

const Commands = lazy(() => import("./Commands"));

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Ctrl or ⌘ with K. The list itself loads when it is first opened. */
export function Palette({ open, onOpenChange }: PaletteProps) {
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      onOpenChange(!open);
    };
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, [open, onOpenChange]);
  return open ? (
    <Suspense fallback={null}>
      <Commands onOpenChange={onOpenChange} />
    </Suspense>
  ) : null;
}
