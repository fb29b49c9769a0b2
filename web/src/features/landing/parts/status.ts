import { useEffect, useState } from "react";
import { API_BASE } from "@reverie/api/address";
import type { ModelsListApiResponse, Status } from "@reverie/api/generated";

interface Asked {
  status?: Status;
  /** The answer is there, or there will be none. Until then the places it decides about are kept free. */
  known: boolean;
}

/** Without the store: what is asked here comes before the app does. Nothing comes where there is no answer. */
async function ask<T>(path: string, signal: AbortSignal): Promise<T | undefined> {
  const answer = await fetch(`${API_BASE}${path}`, { signal });
  return answer.ok ? ((await answer.json()) as T) : undefined;
}

/** What this host offers. The page says nothing it does not know: without an answer it promises nothing. */
export function useStatus(): Asked {
  const [asked, setAsked] = useState<Asked>({ known: false });
  useEffect(() => {
    const stop = new AbortController();
    ask<Status>("/status", stop.signal)
      .then((status) => setAsked({ status, known: true }))
      .catch(() => !stop.signal.aborted && setAsked({ known: true }));
    return () => stop.abort();
  }, []);
  return asked;
}

/** What a film costs here, where all kinds of film cost the same. */
export function useFilmPrice(): number | undefined {
  const [price, setPrice] = useState<number>();
  useEffect(() => {
    const stop = new AbortController();
    ask<ModelsListApiResponse>("/models?category=video", stop.signal)
      .then((models) => {
        const [first, ...others] = models?.items ?? [];
        if (first && others.every((other) => other.credits === first.credits)) setPrice(first.credits);
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, []);
  return price;
}
