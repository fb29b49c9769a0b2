import { useState } from "react";
import type { SignInSheetProps } from "@/lib/sign-in-sheet";
import { Ways } from "./Ways";

/** Inside the sheet that a page opens when something has to belong to somebody. */
export default function KeepIt({ onDone }: SignInSheetProps) {
  const [mode, setMode] = useState<"signIn" | "signUp">("signUp");
  return <Ways mode={mode} onMode={setMode} onDone={onDone} />;
}
