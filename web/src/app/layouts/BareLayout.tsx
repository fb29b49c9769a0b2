import { Outlet } from "react-router";
import { useWide } from "@/lib/media-query";
import { LitWindow } from "@/ui/LitWindow";
import { Wordmark } from "@/ui/Logo";
import { Connection } from "../shell/Connection";

/** One thing to do, and the window beside it: sign in, link, set up. */
export default function BareLayout() {
  const wide = useWide();
  return (
    <div className="night flex min-h-dvh flex-col overflow-x-clip">
      <header className="mx-auto flex h-[76px] w-full max-w-[1440px] items-center px-14 max-desktop:px-6
        max-tablet:h-16 max-tablet:px-5">
        <Wordmark />
      </header>
      <Connection />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[1440px] flex-1 items-center gap-20 px-14 pb-[9dvh] outline-none
          max-desktop:px-6 max-tablet:items-start max-tablet:px-4 desktop:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      >
        <div className="flex flex-col items-center py-6 desktop:items-start">
          <Outlet />
        </div>
        {wide && <LitWindow />}
      </main>
    </div>
  );
}
