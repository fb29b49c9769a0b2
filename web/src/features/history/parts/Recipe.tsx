import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { modelText } from "@/lib/model-text";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Icon } from "@/ui/Icon";
import { toast } from "@/ui/Toast";

function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function Rows({ pairs }: { pairs: readonly [string, unknown][] }) {
  return (
    <dl className="mt-2 grid grid-cols-[minmax(80px,auto)_1fr] gap-x-4 gap-y-[6px] text-small">
      {pairs.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-tx3">{name}</dt>
          <dd className="min-w-0 break-words tabular-nums">{shown(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What went in, and the recipe by which the same film can be made again. */
export function Recipe({ job }: { job: Job }) {
  const { t } = useTranslation("history");
  const { t: common } = useTranslation();
  const { t: words } = useTranslation(["ui", "model"]);
  const inputs = Object.entries(job.inputs ?? {}).filter(([name]) => name !== "photo");
  const recipe = Object.entries(job.recipe ?? {});
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(JSON.stringify(job.recipe, null, 2));
    toast(common("action.copied"), { tone: "good" });
  };
  if (inputs.length + recipe.length === 0) return null;
  return (
    <Card
      title={t("recipe.title")}
      side={
        recipe.length > 0 && (
          <Button size="small" kind="ghost" onClick={() => void copy()}>
            <Icon of={Copy} size={15} />
            {common("action.copy")}
          </Button>
        )
      }
    >
      <Rows
        pairs={inputs.map(([name, value]) => [
          modelText(words, job.model, `${name}.title`, name),
          modelText(words, job.model, `${name}.enum.${shown(value)}`, shown(value)),
        ])}
      />
      {recipe.length > 0 && (
        <details className="mt-3">
          <summary className="min-h-11 content-center text-small text-tx2 hover:text-tx">{t("recipe.more")}</summary>
          <Rows pairs={recipe} />
        </details>
      )}
    </Card>
  );
}
