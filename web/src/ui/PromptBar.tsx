import { WandSparkles } from "lucide-react";
import type { KeyboardEvent, ReactNode, Ref } from "react";
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
  /** Under the text: a change to take or leave, what was understood. */
  panel?: ReactNode;
  /** Model chip and options. */
  options?: ReactNode;
  /** The price button. */
  action: ReactNode;
  note?: ReactNode;
  error?: string;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Picture, words, choices and the price, at the bottom of the studio. Ctrl or ⌘ with Enter runs it. */
export function PromptBar(props: PromptBarProps) {
  const { value, onChange, onRun, max = 20_000, attachment, onEnhance, enhancing, panel } = props;
  const { options, action, note, error, placeholder, inputRef } = props;
  const { t } = useTranslation("ui");
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
          ref={inputRef}
          rows={1}
          value={value}
          maxLength={max}
          onChange={(e) => onChange(e.target.value)}
          onKeyDown={keys}
          aria-label={t("prompt.label")}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          aria-invalid={error ? true : undefined}
          placeholder={placeholder ?? t("prompt.placeholder")}
          className="max-h-[9.2em] min-h-[54px] min-w-0 flex-1 resize-none bg-transparent text-[0.96875rem]
            leading-normal
            caret-accent outline-none field-sizing-content"
        />
        {onEnhance && (
          <Button
            kind="ghost"
            size="small"
            busy={enhancing}
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
      {panel}
      {error && (
        <p role="alert" className="mt-2 text-small text-bad">
          {error}
        </p>
      )}
      <div className="mt-[14px] flex flex-wrap items-center gap-2">
        {options}
        <span className="ms-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
          {near && <span className="text-tiny text-tx3">{t("prompt.count", { used: value.length, max })}</span>}
          {note && <span className="text-end text-tiny text-tx2">{note}</span>}
          {action}
        </span>
      </div>
    </div>
  );
}
