import type { ReactNode } from "react";

/** One card in the middle of the night. */
export function Panel({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className="card flex w-full max-w-[460px] flex-col gap-5 p-8 arrive max-tablet:p-5">
      <header className="flex flex-col gap-2">
        <h1 className="text-h1">{title}</h1>
        {about && <p className="text-tx2">{about}</p>}
      </header>
      {children}
    </section>
  );
}
