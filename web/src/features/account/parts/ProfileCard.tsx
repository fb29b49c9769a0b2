import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMeUpdateMutation } from "@reverie/api/api";
import type { Account } from "@reverie/api/generated";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { Avatar } from "@/ui/Art";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { Trouble } from "@/ui/States";
import { toast } from "@/ui/Toast";

export function ProfileCard({ account }: { account: Account }) {
  const { t } = useTranslation("account");
  const { t: common } = useTranslation();
  const [save, state] = useMeUpdateMutation();
  const [name, setName] = useState(account.displayName);
  const [handle, setHandle] = useState(account.handle ?? "");
  const problem = problemOf(state.error);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await save({ body: { displayName: name, handle } });
    if ("data" in answer) toast(t("profile.saved"));
  };
  return (
    <Card title={t("profile.title")}>
      <form onSubmit={(event) => void submit(event)} className="mt-3 flex flex-col gap-4" noValidate>
        <div className="flex items-center gap-4">
          <Avatar id={account.id} size={56} />
          <p className="text-small text-tx2">{account.email ?? t("profile.noEmail")}</p>
        </div>
        <Field
          label={t("profile.name")}
          value={name}
          maxLength={60}
          autoComplete="name"
          error={fieldMessage(problem, "displayName")}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t("profile.handle")}
          hint={t("profile.handleHint")}
          optional
          value={handle}
          maxLength={30}
          autoCapitalize="none"
          autoComplete="off"
          error={fieldMessage(problem, "handle")}
          onChange={(event) => setHandle(event.target.value)}
        />
        {problem && !problem.errors?.length && <Trouble problem={problem} />}
        <Button type="submit" busy={state.isLoading} className="self-start">
          {common("action.save")}
        </Button>
      </form>
    </Card>
  );
}
