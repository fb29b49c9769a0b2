import type { ReactNode } from "react";
import type { HeroineMood } from "@/art/heroine";
import { HeroineLater } from "./HeroineLater";
import { PublicHeader } from "./PublicHeader";

interface MomentProps {
  mood: HeroineMood;
  title: string;
  body: string;
  action: ReactNode;
}

/** A page of one moment: what happened, the ways on, and her behind a lit window. */
export function Moment({ mood, title, body, action }: MomentProps) {
  return (
    <div className="night flex min-h-dvh flex-col overflow-x-clip">
      <PublicHeader />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[1440px] flex-1 items-center gap-x-20 gap-y-10 px-14 pb-[9dvh] outline-none
          max-desktop:px-6 max-tablet:content-start max-tablet:px-5 tablet:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      >
        <div className="flex flex-col items-start arrive max-tablet:order-2">
          <h1 className="font-display text-hero font-bold max-wide:text-[clamp(1.875rem,3.8vw,3.625rem)]">{title}</h1>
          <p className="mt-5 mb-8 max-w-[48ch] text-lead text-tx2">{body}</p>
          <div className="flex flex-wrap gap-3">{action}</div>
        </div>
        <div className="lit-window relative max-tablet:order-1 max-tablet:mt-2">
          <div className="pane aspect-[664/510] overflow-hidden rounded-window bg-s1 max-tablet:aspect-[350/258]
            max-tablet:rounded-stage">
            <HeroineLater mood={mood} />
          </div>
        </div>
      </main>
    </div>
  );
}
