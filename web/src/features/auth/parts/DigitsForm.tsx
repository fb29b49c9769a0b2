import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLinksTelegramMutation } from "@reverie/api/api";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/States";

/** By hand: the Telegram username and the six digits that the bot shows. The name alone proves nothing. */
export function DigitsForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("auth");
  const [link, state] = useLinksTelegramMutation();
  const [username, setUsername] = useState("");
  const [digits, setDigits] = useState("");
  const problem = problemOf(state.error);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await link({ body: { username: username.replace(/^@/, ""), digits } });
    if ("data" in answer) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4 border-t border-line pt-4" noValidate>
      <p className="text-small text-tx2">{t("digits.about")}</p>
      <Field
        label={t("digits.username")}
        placeholder="@anna"
        autoCapitalize="none"
        autoComplete="off"
        value={username}
        error={fieldMessage(problem, "username")}
        onChange={(event) => setUsername(event.target.value.trim())}
      />
      <Field
        label={t("digits.digits")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        className="mono tracking-[0.3em]"
        value={digits}
        error={fieldMessage(problem, "digits")}
        onChange={(event) => setDigits(event.target.value.replace(/\D/g, ""))}
      />
      {problem && !problem.errors?.length && <Trouble problem={problem} />}
      <Button type="submit" busy={state.isLoading} reason={digits.length < 6 ? t("digits.six") : undefined}>
        {t("digits.do")}
      </Button>
    </form>
  );
}
