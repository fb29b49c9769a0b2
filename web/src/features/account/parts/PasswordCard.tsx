import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAuthPasswordMutation } from "@reverie/api/api";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/States";
import { toast } from "@/ui/Toast";

export function PasswordCard() {
  const { t } = useTranslation("account");
  const [change, state] = useAuthPasswordMutation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const problem = problemOf(state.error);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await change({ body: { current, next } });
    if ("error" in answer) return;
    setCurrent("");
    setNext("");
    toast(t("password.changed"));
  };
  return (
    <Card title={t("password.title")}>
      <form onSubmit={(event) => void submit(event)} className="mt-3 flex flex-col gap-4" noValidate>
        <Field
          label={t("password.current")}
          type="password"
          autoComplete="current-password"
          value={current}
          error={fieldMessage(problem, "current")}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <Field
          label={t("password.next")}
          type="password"
          autoComplete="new-password"
          value={next}
          error={fieldMessage(problem, "next")}
          onChange={(event) => setNext(event.target.value)}
        />
        {problem && !problem.errors?.length && <Trouble problem={problem} />}
        <Button type="submit" busy={state.isLoading} className="self-start">
          {t("password.do")}
        </Button>
      </form>
    </Card>
  );
}
