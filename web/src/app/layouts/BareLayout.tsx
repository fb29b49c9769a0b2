import { Link, Outlet } from "react-router";
import { Logo } from "@/ui/Logo";
import { Connection } from "../shell/Connection";

/** One thing to do and nothing round it: sign in, set up. */
export default function BareLayout() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-16 items-center px-6 max-tablet:px-5">
        <Link to="/" className="hit inline-flex items-center gap-3">
          <Logo size={28} />
          <span className="font-display text-[1.0625rem] font-bold tracking-[0.16em]">REVERIE</span>
        </Link>
      </header>
      <Connection />
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col items-center px-4 py-6 outline-none">
        <Outlet />
      </main>
    </div>
  );
}
