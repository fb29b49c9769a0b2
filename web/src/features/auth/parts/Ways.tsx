import { Gift } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useStatusGetQuery } from "@reverie/api/api";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { Skeleton } from "@/ui/States";
import { EmailForm } from "./EmailForm";
import { TelegramWay } from "./TelegramWay";

interface WaysProps {
  mode: "signIn" | "signUp";
  /** An e-mail that was typed in the other mood already. */
  typed?: string;
  onMode: (mode: "signIn" | "signUp", typed: string) => void;
  onDone: () => void;
}

/** Telegram or e-mail, whichever is nearer. Telegram is offered only where a bot runs. */
export function Ways({ mode, typed = "", onMode, onDone }: WaysProps) {
  const { t } = useTranslation("auth");
  const { data: status, isLoading } = useStatusGetQuery();
  const [email, setEmail] = useState(typed);
  const [byEmail, setByEmail] = useState(typed !== "");
  const bot = status?.bot !== undefined;
  const other = mode === "signIn" ? "signUp" : "signIn";
  // What is offered depends on the answer: nothing is shown that would vanish under somebody's fingers.
  if (isLoading) return <Skeleton rows={2} />;
  return (
    <div className="flex flex-col gap-5">
      {mode === "signUp" && (status?.welcomeCredits ?? 0) > 0 && (
        <p className="flex items-center gap-2 text-small text-yellow-text">
          <Icon of={Gift} size={16} />
          {t("welcome", { count: status?.welcomeCredits })}
        </p>
      )}
      {bot && <TelegramWay second={byEmail} onDone={onDone} />}
      {bot && !byEmail && (
        <Button wide onClick={() => setByEmail(true)}>
          {t("email.open")}
        </Button>
      )}
      {(byEmail || !bot) && <EmailForm mode={mode} email={email} onEmail={setEmail} onDone={onDone} />}
      <p className="text-center text-small text-tx2">
        {t(`${mode}.other`)}{" "}
        <button type="button" className="hit text-accent-text underline" onClick={() => onMode(other, email)}>
          {t(`${mode}.otherDo`)}
        </button>
      </p>
    </div>
  );
}
