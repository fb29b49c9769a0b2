import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";

interface Around {
  label: string;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
}

export const fieldLook = cx(
  "w-full rounded-field border border-line bg-s2 px-[14px] text-body text-tx transition-colors hover:border-line2",
  "aria-invalid:border-bad/60 disabled:opacity-50",
);

interface Ids {
  id: string;
  describedBy: string | undefined;
}

/** Label above, hint and error below, all tied together for screen readers. */
export function FieldFrame({
  label,
  hint,
  error,
  optional,
  id,
  children,
  labelled = true,
}: Around & {
  id?: string;
  labelled?: boolean;
  children: (ids: Ids) => ReactNode;
}) {
  const made = useId();
  const { t } = useTranslation("ui");
  const own = id ?? made;
  const describedBy = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(" ") || undefined;
  const Label = labelled ? "label" : "span";
  return (
    <div className="flex flex-col gap-[6px]">
      <Label
        {...(labelled ? { htmlFor: own } : { id: `${own}-label` })}
        className="flex gap-2 text-small font-medium text-tx2"
      >
        {label}
        {optional && <span className="text-tx3 font-normal">{t("optional")}</span>}
      </Label>
      {children({ id: own, describedBy })}
      {hint && (
        <p id={`${own}-hint`} className="text-tiny text-tx3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${own}-error`} className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "size"> & Around & { ref?: Ref<HTMLInputElement> };

export function Field({ label, hint, error, optional, id, className, ...rest }: InputProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional} id={id}>
      {(ids) => (
        <input
          {...rest}
          id={ids.id}
          aria-describedby={ids.describedBy}
          aria-invalid={error ? true : undefined}
          className={cx(fieldLook, "h-[42px] max-tablet:h-11", className)}
        />
      )}
    </FieldFrame>
  );
}

type AreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & Around & { ref?: Ref<HTMLTextAreaElement> };

/** Grows with its text; the browser does the measuring. */
export function TextArea({ label, hint, error, optional, id, className, ...rest }: AreaProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} optional={optional} id={id}>
      {(ids) => (
        <textarea
          rows={3}
          {...rest}
          id={ids.id}
          aria-describedby={ids.describedBy}
          aria-invalid={error ? true : undefined}
          className={cx(fieldLook, "min-h-20 resize-y py-[10px] field-sizing-content max-h-72", className)}
        />
      )}
    </FieldFrame>
  );
}
