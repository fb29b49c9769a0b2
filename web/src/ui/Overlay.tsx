import { X } from "lucide-react";
import { Dialog as Radix, Popover as RadixPopover } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "@/lib/cx";
import { Button } from "./Button";
import { Icon } from "./Icon";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence on what this is for. */
  about?: string;
  children: ReactNode;
  actions?: ReactNode;
  /** `side` is a drawer at the edge on a desktop. On a phone everything is a sheet from below. */
  shape?: "center" | "side";
}

const SHAPES = {
  center:
    "tablet:inset-auto tablet:top-1/2 tablet:left-1/2 tablet:w-[min(520px,calc(100vw-48px))] " +
    "tablet:-translate-x-1/2 tablet:-translate-y-1/2 tablet:rounded-stage",
  side:
    "tablet:inset-y-0 tablet:inset-x-auto tablet:end-0 tablet:h-full tablet:max-h-none tablet:w-[356px] " +
    "tablet:rounded-none tablet:rounded-s-stage",
};

/** A dialog on a desktop, a sheet on a phone. Esc closes, focus stays inside and returns. */
export function Dialog({ open, onOpenChange, title, about, children, actions, shape = "center" }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-(--layer-dialog) bg-bg/76 data-[state=open]:arrive" />
        <Radix.Content
          {...(about ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-x-0 bottom-0 z-(--layer-dialog) flex max-h-[90dvh] flex-col border",
            "border-line2 bg-s1 shadow-glass",
            "rounded-t-stage data-[state=open]:animate-[arrive_var(--time-arrive)_var(--ease-arrive)] outline-none",
            "pb-[env(safe-area-inset-bottom)]",
            SHAPES[shape],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-5">
            <div className="flex-1">
              <Radix.Title className="text-h2">{title}</Radix.Title>
              {about && <Radix.Description className="mt-1 text-small text-tx2">{about}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button kind="ghost" icon aria-label={t("action.close")}>
                <Icon of={X} />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-3 border-t border-line px-5 py-4">{actions}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface PopoverProps {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "top" | "bottom";
  className?: string;
}

/** Small and near its trigger. Glass, because it lies over pictures. */
export function Popover({ trigger, label, children, open, onOpenChange, side = "bottom", className }: PopoverProps) {
  return (
    <RadixPopover.Root open={open} onOpenChange={onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          side={side}
          sideOffset={8}
          collisionPadding={12}
          align="start"
          className={cx("glass z-(--layer-popover) w-[min(386px,calc(100vw-24px))] p-2 outline-none arrive", className)}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
