import { useState } from "react";
import { Outlet } from "react-router";
import { Connection } from "../shell/Connection";
import { Palette } from "../shell/Palette";
import { SignInSheet } from "../shell/SignInSheet";
import { Rail } from "../shell/Rail";
import { TabBar } from "../shell/TabBar";
import { TopBar } from "../shell/TopBar";

/** Rail and top bar on a desktop, top bar and tabs on a phone. */
export default function ShellLayout() {
  const [palette, setPalette] = useState(false);
  return (
    <div
      className="grid h-dvh grid-cols-[var(--size-rail)_minmax(0,1fr)] grid-rows-[var(--size-topbar)_minmax(0,1fr)]
      max-tablet:grid-cols-[minmax(0,1fr)] max-tablet:grid-rows-[56px_minmax(0,1fr)_auto]"
    >
      <Rail />
      <TopBar onSearch={() => setPalette(true)} />
      <div className="relative flex min-h-0 min-w-0 flex-col">
        <Connection />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <Outlet />
        </main>
      </div>
      <TabBar />
      <Palette open={palette} onOpenChange={setPalette} />
      <SignInSheet />
    </div>
  );
}
