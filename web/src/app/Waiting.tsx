import { Logo } from "@/ui/Logo";

/** The short moment before the first page: the mark, after 150 ms, and nothing that moves. */
export function Waiting() {
  return (
    <div className="late-in grid min-h-dvh place-items-center opacity-60">
      <Logo size={44} />
    </div>
  );
}
