import { useEffect, useState } from "react";
import { API_BASE } from "@reverie/api/address";
import type { Status } from "@reverie/api/generated";

interface Asked {
  status?: Status;
  /** The answer is there, or there will be none. Until then the places it decides about are kept free. */
  known: boolean;
}

/** What this host offers. The page says nothing it does not know: without an answer it promises nothing. */
export function useStatus(): Asked {
  const [asked, setAsked] = useState<Asked>({ known: false });
  useEffect(() => {
    const stop = new AbortController();
    fetch(`${API_BASE}/status`, { signal: stop.signal })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as Status) : undefined))
      .then((status) => setAsked({ status, known: true }))
      .catch(() => !stop.signal.aborted && setAsked({ known: true }));
    return () => stop.abort();
  }, []);
  return asked;
}
