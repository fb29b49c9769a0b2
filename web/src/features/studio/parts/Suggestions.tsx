import { Wind } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/ui/Chip";
import { Icon } from "@/ui/Icon";
import { Understood } from "@/ui/Understood";
import type { Looked, Previewed } from "../use-look";

interface SuggestionsProps {
  looked: Looked;
  previewed: Previewed;
  idea: string;
  onChoose: (idea: string) => void;
}

/** Three motions made from this very photo; an own idea has its place below. */
export function Suggestions({ looked, previewed, idea, onChoose }: SuggestionsProps) {
  const { t } = useTranslation("studio");
  const { preview } = previewed;
  if (looked.problem) return null;
  return (
    <div className="flex flex-col gap-2">
      <div
        role="group"
        aria-label={t("suggestions.label")}
        className="-mx-1 flex items-center gap-2 overflow-x-auto px-1 py-1 max-tablet:[scrollbar-width:none]"
      >
        <span className="me-1 shrink-0 text-small text-tx2 max-tablet:hidden">{t("suggestions.label")}</span>
        {looked.look?.suggestions.map((one) => (
          <Chip key={one.id} tall on={one.idea === idea} title={one.idea} onClick={() => onChoose(one.idea)}>
            <Icon of={Wind} size={14} />
            {one.title}
          </Chip>
        ))}
        {looked.busy && [0, 1, 2].map((n) => <i key={n} className="late-in skeleton h-9 w-32 shrink-0 rounded-chip" />)}
      </div>
      {preview && !previewed.busy && <Understood understood={preview.understood} notUsed={preview.notUsed} />}
    </div>
  );
}
