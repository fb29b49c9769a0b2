import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAuthSignInMutation, useAuthSignUpMutation } from "@reverie/api/api";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/States";

interface EmailFormProps {
  mode: "signIn" | "signUp";
  /** Kept by whoever shows this: it is the same in both moods. */
  email: string;
  onEmail: (email: string) => void;
  onDone: () => void;
}

const PASSWORD_MIN = 10;

/** E-mail and password. What is wrong stands at its field; what the person typed stays. */
export function EmailForm({ mode, email, onEmail, onDone }: EmailFormProps) {
  const { t } = useTranslation("auth");
  const [signIn, signingIn] = useAuthSignInMutation();
  const [signUp, signingUp] = useAuthSignUpMutation();
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");
  const fresh = mode === "signUp";
  const state = fresh ? signingUp : signingIn;
  const problem = problemOf(state.error);
  const tooShort = fresh && password.length > 0 && password.length < PASSWORD_MIN;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = fresh
      ? await signUp({ body: { email, password, displayName: name } })
      : await signIn({ body: { email, password } });
    if ("data" in answer) onDone();
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
      {fresh && (
        <Field
          label={t("field.name")}
          hint={t("field.nameHint")}
          autoComplete="name"
          value={name}
          maxLength={60}
          error={fieldMessage(problem, "displayName")}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <Field
        label={t("field.email")}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={email}
        error={fieldMessage(problem, "email")}
        onChange={(event) => onEmail(event.target.value)}
      />
      <Field
        label={t("field.password")}
        type="password"
        autoComplete={fresh ? "new-password" : "current-password"}
        value={password}
        hint={fresh ? t("field.passwordHint", { min: PASSWORD_MIN }) : undefined}
        error={fieldMessage(problem, "password") ?? (tooShort ? t("field.passwordShort") : undefined)}
        onChange={(event) => setPassword(event.target.value)}
      />
      {problem && !problem.errors?.length && <Trouble problem={problem} />}
      <Button kind="primary" type="submit" wide busy={state.isLoading}>
        {t(fresh ? "signUp.do" : "signIn.do")}
      </Button>
    </form>
  );
}
