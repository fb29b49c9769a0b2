import { Check, ChevronDown } from "lucide-react";
import { Select as Radix, Slider as RadixSlider, Switch as RadixSwitch } from "radix-ui";
import { useId, type ReactNode } from "react";
import { cx } from "@/lib/cx";
import { fieldLook, FieldFrame } from "./Field";
import { Icon } from "./Icon";

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectProps {
  label: string;
  value: string | undefined;
  options: readonly Option[];
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string;
  disabled?: boolean;
  id?: string;
}

export function Select({ label, value, options, onChange, hint, error, disabled, id }: SelectProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} id={id}>
      {(ids) => (
        <Radix.Root value={value ?? ""} onValueChange={onChange} disabled={disabled}>
          <Radix.Trigger
            id={ids.id}
            aria-describedby={ids.describedBy}
            aria-invalid={error ? true : undefined}
            className={cx(fieldLook, "flex h-[42px] items-center justify-between gap-2 text-start max-tablet:h-11")}
          >
            <Radix.Value />
            <Radix.Icon>
              <Icon of={ChevronDown} size={16} className="text-tx3" />
            </Radix.Icon>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={6}
              className="z-(--layer-popover) max-h-80 min-w-(--radix-select-trigger-width) overflow-auto
                rounded-tile border
                border-line2 bg-s2 p-1 shadow-glass arrive"
            >
              <Radix.Viewport>
                {options.map((option) => (
                  <Radix.Item
                    key={option.value}
                    value={option.value}
                    disabled={option.disabled}
                    className="flex min-h-10 items-center justify-between gap-3 rounded-[10px] px-3 text-body
                      outline-none
                      data-[disabled]:opacity-50 data-[highlighted]:bg-s3"
                  >
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                    <Radix.ItemIndicator>
                      <Icon of={Check} size={16} className="text-accent-text" />
                    </Radix.ItemIndicator>
                  </Radix.Item>
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </FieldFrame>
  );
}

interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}

export function Switch({ label, hint, on, onChange, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center gap-4">
      <div className="flex-1">
        <label htmlFor={id} className="text-body text-tx2">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-tiny text-tx3">
            {hint}
          </p>
        )}
      </div>
      <RadixSwitch.Root
        id={id}
        checked={on}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="hit h-[22px] w-[38px] shrink-0 rounded-full bg-s3 transition-colors disabled:opacity-50
          data-[state=checked]:bg-accent"
      >
        <RadixSwitch.Thumb
          className="block size-4 translate-x-[3px] rounded-full bg-tx3 transition-transform
            data-[state=checked]:translate-x-[19px] data-[state=checked]:bg-bg"
        />
      </RadixSwitch.Root>
    </div>
  );
}

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  shown?: string;
  hint?: ReactNode;
  error?: string;
  onChange: (value: number) => void;
}

export function Slider({ label, value, min, max, step = 1, shown, hint, error, onChange }: SliderProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} labelled={false}>
      {(ids) => (
        <div className="flex min-h-11 items-center gap-4">
          <RadixSlider.Root
            value={[value]}
            min={min}
            max={max}
            step={step}
            onValueChange={([next]) => next !== undefined && onChange(next)}
            className="relative flex h-6 flex-1 touch-none items-center"
          >
            <RadixSlider.Track className="relative h-1 grow rounded-full bg-white/16">
              <RadixSlider.Range className="absolute h-full rounded-full bg-accent" />
            </RadixSlider.Track>
            <RadixSlider.Thumb
              aria-label={label}
              aria-describedby={ids.describedBy}
              aria-valuetext={shown}
              className="hit block size-[18px] rounded-full border-[3px] border-bg bg-tx ring-1 ring-accent"
            />
          </RadixSlider.Root>
          <span className="figures min-w-12 text-end text-tx tabular-nums">{shown ?? value}</span>
        </div>
      )}
    </FieldFrame>
  );
}
