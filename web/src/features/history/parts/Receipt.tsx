import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Job } from "@reverie/api/generated";
import { isOver } from "@/lib/film";
import { useFormat } from "@/lib/format";
import { Card } from "@/ui/Card";

/** Quoted, held, charged: the three numbers, and one sentence on what they mean now. */
export function Receipt({ job }: { job: Job }) {
  const { t } = useTranslation("history");
  const { number, time } = useFormat();
  const said = job.charged > 0 ? "charged" : job.held > 0 ? "held" : isOver(job) ? "back" : "waiting";
  return (
    <Card title={t("receipt.title")} accent="yellow">
      <dl className="mt-3 grid grid-cols-3 gap-3">
        {(["quoted", "held", "charged"] as const).map((name) => (
          <div key={name} className="rounded-field bg-s2 p-3">
            <dt className="label">{t(`receipt.${name}`)}</dt>
            <dd className="figures mt-1 text-h1 leading-none">{number(job[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-small text-tx2">{t(`receipt.said.${said}`)}</p>
      {!isOver(job) && (
        <p className="mt-2 text-small text-tx2">
          {t("receipt.deadline", { time: time(job.deadline) })} {job.ifNothingHappens}
        </p>
      )}
      <Link to="/wallet" className="hit mt-3 inline-block text-small text-accent-text underline">
        {t("receipt.wallet")}
      </Link>
    </Card>
  );
}
