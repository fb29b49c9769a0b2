import { Check, Minus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Tag } from "./Chip";
import { Icon } from "./Icon";

interface UnderstoodProps {
  understood?: readonly string[];
  notUsed?: readonly string[];
}

/** What of the idea will be in the film and what will not, said before anything is paid. */
export function Understood({ understood = [], notUsed = [] }: UnderstoodProps) {
  const { t } = useTranslation("ui");
  if (understood.length + notUsed.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-[6px] text-tiny text-tx3">
      {understood.length > 0 && <span>{t("understood.yes")}</span>}
      {understood.map((word) => (
        <Tag key={`yes ${word}`} tone="ok">
          <Icon of={Check} size={12} />
          {word}
        </Tag>
      ))}
      {notUsed.length > 0 && <span>{t("understood.no")}</span>}
      {notUsed.map((word) => (
        <Tag key={`no ${word}`} tone="warn" className="max-w-full overflow-hidden">
          <Icon of={Minus} size={12} />
          {word}
        </Tag>
      ))}
    </div>
  );
}
