import { useSyncExternalStore } from "react";

/** What the sheet gets. It signs in by whatever way the person likes, then says so. */
export interface SignInSheetProps {
  onDone: () => void;
}

interface Ask {
  settle: (signedIn: boolean) => void;
}

let asked: Ask | undefined;
const listeners = new Set<() => void>();

function put(next: Ask | undefined): void {
  asked = next;
  for (const tell of listeners) tell();
}

/**
 * Opens the one sheet "Telegram or e-mail" over whatever is on the screen. A second ask joins the first.
 * @returns true when somebody signed in, false when the sheet was closed
 */
export function askToSignIn(): Promise<boolean> {
  const before = asked;
  return new Promise((resolve) => {
    put({
      settle: (signedIn) => {
        before?.settle(signedIn);
        resolve(signedIn);
      },
    });
  });
}

export function answerSignIn(signedIn: boolean): void {
  const open = asked;
  put(undefined);
  open?.settle(signedIn);
}

/** For the one place that shows the sheet. */
export function useSignInAsked(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => asked !== undefined,
    () => false,
  );
}
