import type { ReactNode } from "react";
import { Footer } from "./Footer";
import { PublicHeader } from "./PublicHeader";

/** A page to read. Plain text becomes headings (`## `), list items (`- `) and paragraphs; nothing else is markup. */
export function Prose({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <PublicHeader />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[760px] flex-1 px-6 py-8 outline-none">
        <h1 className="text-h1">{title}</h1>
        {text !== undefined && <div className="mt-6 flex flex-col gap-4 text-tx2">{blocks(text)}</div>}
        {children}
      </main>
      <Footer />
    </div>
  );
}

function blocks(text: string): ReactNode[] {
  return text.split(/\n\s*\n/).map((block, n) => {
    if (block.startsWith("## ")) {
      return (
        <h2 key={n} className="mt-4 text-h2 text-tx">
          {block.slice(3)}
        </h2>
      );
    }
    if (block.startsWith("- ")) {
      return (
        <ul key={n} className="flex list-disc flex-col gap-1 ps-5">
          {block.split("\n").map((line) => (
            <li key={line}>{line.replace(/^- /, "")}</li>
          ))}
        </ul>
      );
    }
    return <p key={n}>{block}</p>;
  });
}
