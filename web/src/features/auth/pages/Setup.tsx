import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useSetupFinishMutation } from "@reverie/api/api";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/States";
import { Panel } from "../parts/Panel";

/** The one-time link that the terminal printed makes the first admin. There is no default password. */
export default function Setup() {
  const { t } = useTranslation("auth");
  const go = useNavigate();
  const [search] = useSearchParams();
  const [finish, state] = useSetupFinishMutation();
  const [values, setValues] = useState({ displayName: "", email: "", password: "" });
  const problem = problemOf(state.error);
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [name]: event.target.value }));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await finish({ body: { token: search.get("token") ?? "", ...values } });
    if ("data" in answer) void go("/admin", { replace: true });
  };
  return (
    <Panel title={t("setup.title")} about={t("setup.about")}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4" noValidate>
        <Field
          label={t("field.name")}
          autoComplete="name"
          value={values.displayName}
          error={fieldMessage(problem, "displayName")}
          onChange={set("displayName")}
        />
        <Field
          label={t("field.email")}
          type="email"
          autoComplete="email"
          value={values.email}
          error={fieldMessage(problem, "email")}
          onChange={set("email")}
        />
        <Field
          label={t("field.password")}
          type="password"
          autoComplete="new-password"
          hint={t("field.passwordHint", { min: 10 })}
          value={values.password}
          error={fieldMessage(problem, "password")}
          onChange={set("password")}
        />
        {problem && !problem.errors?.length && <Trouble problem={problem} />}
        <Button kind="primary" type="submit" wide busy={state.isLoading}>
          {t("setup.do")}
        </Button>
      </form>
    </Panel>
  );
}
