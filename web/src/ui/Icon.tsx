import type { LucideIcon } from "lucide-react";

/** A decorative icon in the product's stroke. Meaning is always in words beside it. */
export function Icon({ of: Drawn, size = 18, className }: { of: LucideIcon; size?: number; className?: string }) {
  return <Drawn aria-hidden size={size} strokeWidth={1.75} className={className} />;
}
