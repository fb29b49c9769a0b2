import { useEffect, useState } from "react";
import { API_BASE } from "@reverie/api/address";
import type { Status } from "@reverie/api/generated";

/** What this host offers. The page says nothing it does not know: without an answer it promises nothing. */
export function useStatus(): Status | undefined {
  const [status, setStatus] = useState<Status>();
  useEffect(() => {
    const stop = new AbortController();
    fetch(`${API_BASE}/status`, { signal: stop.signal })
      .then(async (answer) => (answer.ok ? ((await answer.json()) as Status) : undefined))
      .then((found) => found && setStatus(found))
      .catch(() => undefined);
    return () => stop.abort();
  }, []);
  return status;
}
