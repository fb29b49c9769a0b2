import { WandSparkles } from "lucide-react";
import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface PromptBarProps {
  value: string;
  onChange: (value: string) => void;
  onRun: () => void;
  max?: number;
  placeholder?: string;
  /** The picture it is about, at the left. */
  attachment?: ReactNode;
  onEnhance?: () => void;
  enhancing?: boolean;
  /** The text before Enhance; while it is given, Undo and Keep are offered. */
  before?: string;
  onUndo?: () => void;
  onKeep?: () => void;
  /** Model chip and options. */
  options?: ReactNode;
  /** The price button. */
  action: ReactNode;
  note?: ReactNode;
  error?: string;
}

/** Picture, words, choices and the price, at the bottom of the studio. Ctrl or ⌘ with Enter runs it. */
export function PromptBar(props: PromptBarProps) {
  const { value, onChange, onRun, max = 20_000, attachment, onEnhance, before, options, action, note, error } = props;
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    }
  };
  const near = value.length > max * 0.9;
  return (
    <div
      className={cx(
        "glass rounded-[22px] px-[18px] py-[14px] max-tablet:px-[14px] max-tablet:py-3",
        error && "border-bad/50",
      )}
    >
      <div className="flex items-start gap-[14px]">
        {attachment}
        <textarea
          ref={area}
          rows={1}
          value={value}
          maxLength={max}
          onChange={(e) => onChange(e.target.value)}
          onKeyDown={keys}
          aria-label={t("prompt.label")}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          aria-invalid={error ? true : undefined}
          placeholder={props.placeholder ?? t("prompt.placeholder")}
          className="max-h-[9.2em] min-h-[54px] min-w-0 flex-1 resize-none bg-transparent text-[0.96875rem]
            leading-normal
            caret-accent outline-none field-sizing-content"
        />
        {onEnhance && (
          <Button
            kind="ghost"
            size="small"
            busy={props.enhancing}
            onClick={onEnhance}
            disabled={value.trim() === ""}
            className="text-accent-text"
            aria-label={t("prompt.enhance")}
          >
            <Icon of={WandSparkles} size={17} />
            <span className="max-tablet:hidden">{t("prompt.enhance")}</span>
          </Button>
        )}
      </div>
      {before !== undefined && (
        <div className="mt-3 rounded-field border border-line bg-s2 p-3 text-small arrive" role="status">
          <p className="text-tx2">{t("prompt.enhanced")}</p>
          <p className="mt-1 text-tx3 line-through decoration-tx3/60">{before}</p>
          <div className="mt-2 flex gap-2">
            <Button size="small" onClick={props.onKeep}>
              {t("prompt.keep")}
            </Button>
            <Button size="small" kind="ghost" onClick={props.onUndo}>
              {common("action.undo")}
            </Button>
          </div>
        </div>
      )}
      {error && (
        <p role="alert" className="mt-2 text-small text-bad">
          {error}
        </p>
      )}
      <div className="mt-[14px] flex flex-wrap items-center gap-2">
        {options}
        <span className="ms-auto flex items-center gap-3">
          {near && <span className="text-tiny text-tx3">{t("prompt.count", { used: value.length, max })}</span>}
          {note && <span className="text-tiny text-tx3 max-tablet:hidden">{note}</span>}
          {action}
        </span>
      </div>
    </div>
  );
}
