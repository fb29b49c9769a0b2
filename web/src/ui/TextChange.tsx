import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { wordDiff } from "@/lib/word-diff";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface TextChangeProps {
  before: string;
  after: string;
  /** It is in the text already; only the way back is offered. */
  taken?: boolean;
  onTake: () => void;
  onLeave: () => void;
  onUndo: () => void;
}

const LOOKS = {
  keep: "text-tx2",
  add: "rounded-[5px] bg-ok/14 px-[2px] text-ok no-underline",
  remove: "text-tx3 line-through decoration-bad/70",
} as const;
const TAGS = { keep: "span", add: "ins", remove: "del" } as const;

/** A better wording, word by word, to take or to leave. */
export function TextChange({ before, after, taken, onTake, onLeave, onUndo }: TextChangeProps) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  if (taken) {
    return (
      <div role="status" className="mt-2 flex items-center gap-3 text-small text-tx2">
        {t("prompt.taken")}
        <Button size="small" kind="ghost" onClick={onUndo}>
          <Icon of={Undo2} size={15} />
          {common("action.undo")}
        </Button>
      </div>
    );
  }
  return (
    <div role="status" className="mt-3 rounded-field border border-line bg-s2 p-3 text-small arrive">
      <p className="text-tx2">{t("prompt.enhanced")}</p>
      <p className="mt-2 max-h-40 overflow-y-auto text-body">
        {wordDiff(before, after).map((piece, at) => {
          const Tag = TAGS[piece.kind];
          return (
            <Tag key={at} className={LOOKS[piece.kind]}>
              {piece.kind !== "keep" && <span className="sr-only">{t(`prompt.${piece.kind}`)} </span>}
              {piece.text}
            </Tag>
          );
        })}
      </p>
      <div className="mt-3 flex gap-2">
        <Button size="small" onClick={onTake}>
          {t("prompt.take")}
        </Button>
        <Button size="small" kind="ghost" onClick={onLeave}>
          {t("prompt.leave")}
        </Button>
      </div>
    </div>
  );
}
