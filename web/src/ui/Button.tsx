import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { Link, type LinkProps } from "react-router";
import { cx } from "@/lib/cx";

export type ButtonKind = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "small" | "medium" | "large";

interface Look {
  kind?: ButtonKind;
  size?: ButtonSize;
  /** A square with only an icon; give it an aria-label. */
  icon?: boolean;
  wide?: boolean;
}

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  Look & {
    busy?: boolean;
    /** Why it can't be pressed; read aloud and shown as a tooltip. */
    reason?: string;
    ref?: Ref<HTMLButtonElement>;
  };

const SIZES: Record<ButtonSize, [text: string, square: string]> = {
  small: ["min-h-[34px] px-3 text-button-small rounded-[10px] gap-2", "size-[34px] rounded-[10px]"],
  medium: ["min-h-[42px] px-[18px] text-button rounded-button gap-[9px]", "size-[38px] rounded-button"],
  large: ["min-h-[52px] px-[26px] text-button-large rounded-button gap-[10px]", "size-[52px] rounded-button"],
};

const KINDS: Record<ButtonKind, string> = {
  primary: "notch text-on-accent font-bold hover:brightness-110 active:brightness-90",
  secondary: "border border-line2 bg-white/4 text-tx hover:bg-white/9 active:bg-s3",
  ghost: "border border-transparent text-tx2 hover:text-tx hover:bg-white/6 active:bg-s3",
  danger: "border border-bad/45 bg-bad/6 text-bad hover:bg-bad/14 active:bg-bad/20",
};

export function buttonLook({ kind = "secondary", size = "medium", icon, wide }: Look): string {
  return cx(
    "hit relative inline-flex items-center justify-center font-head font-semibold tracking-[0.02em] leading-none",
    "transition-[background-color,filter,color] duration-[var(--time-fast)] select-none text-center",
    icon ? SIZES[size][1] : SIZES[size][0],
    KINDS[kind],
    wide && "w-full",
    kind === "primary" && !icon && "pe-6",
  );
}

function ring(kind: ButtonKind | undefined, wide: boolean | undefined, button: ReactNode): ReactNode {
  return kind === "primary" ? <span className={cx("notch-ring", wide && "w-full")}>{button}</span> : button;
}

/** The busy dots lie over the label, which keeps its place: the width never jumps. */
function Content({ busy, children }: { busy?: boolean; children: ReactNode }) {
  if (!busy) return children;
  return (
    <>
      <span className="contents opacity-0 [&>*]:opacity-0 text-transparent">{children}</span>
      <span aria-hidden className="absolute inset-0 grid place-items-center">
        <span className="flex gap-[5px]">
          {[0, 1, 2].map((n) => (
            <i key={n} className="size-[6px] rounded-full bg-current skeleton" />
          ))}
        </span>
      </span>
    </>
  );
}

export function Button(props: ButtonProps) {
  const {
    kind,
    size,
    icon,
    wide,
    busy,
    reason,
    disabled,
    className,
    children,
    onClick,
    type = "button",
    ...rest
  } = props;
  const off = disabled || reason !== undefined;
  return ring(
    kind,
    wide,
    <button
      {...rest}
      type={type}
      title={reason ?? rest.title}
      aria-busy={busy || undefined}
      aria-disabled={off || busy || undefined}
      onClick={off || busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonLook({ kind, size, icon, wide }), off && "opacity-50", className)}
    >
      <Content busy={busy}>{children}</Content>
    </button>,
  );
}

/** Looks like a button, goes somewhere. */
export function ButtonLink({ kind, size, icon, wide, className, ...rest }: LinkProps & Look) {
  return ring(kind, wide, <Link {...rest} className={cx(buttonLook({ kind, size, icon, wide }), className)} />);
}
