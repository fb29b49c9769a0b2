import { useTranslation } from "react-i18next";
import type { Overview } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { Card } from "@/ui/Card";
import { Progress } from "@/ui/Progress";

const LATE_MILLIS = 60_000;

function isLate(seenAt: string): boolean {
  return Date.now() - Date.parse(seenAt) > LATE_MILLIS;
}

/** The machines that work for it, and the room on the disk. */
export function Host({ overview }: { overview: Overview }) {
  const { t } = useTranslation("admin");
  const { bytes, ago } = useFormat();
  const { disk, nodes } = overview;
  const all = disk.freeBytes + disk.usedBytes;
  return (
    <Card title={t("host.title")}>
      <ul className="mt-3 divide-y divide-line">
        {nodes.map((node) => {
          const late = isLate(node.seenAt);
          return (
            <li key={node.id} className="flex items-center gap-3 py-[10px] text-small">
              <i aria-hidden className={cx("size-2 shrink-0 rounded-full", late ? "bg-warn" : "bg-ok")} />
              <span className="min-w-0 flex-1">
                <span className="mono block truncate">{node.id}</span>
                <span className="text-tiny text-tx3">{node.roles.join(" · ")}</span>
              </span>
              <span className={cx("text-tiny", late ? "text-warn" : "text-tx3")}>
                {late ? t("host.silent", { when: ago(node.seenAt) }) : ago(node.seenAt)}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="mt-4">
        <p className="mb-2 flex justify-between text-small text-tx2">
          <span>{t("host.disk")}</span>
          <span className="tabular-nums">{t("host.free", { free: bytes(disk.freeBytes) })}</span>
        </p>
        <Progress value={all > 0 ? disk.usedBytes / all : 0} label={t("host.disk")} />
      </div>
    </Card>
  );
}
