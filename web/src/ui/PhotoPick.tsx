import { useId, type ChangeEvent, type ReactNode } from "react";
import { cx } from "@/lib/cx";
import { PHOTO_TYPES } from "@/lib/photo-check";

interface PhotoPickProps {
  /** How what is pressed looks. */
  look: string;
  /** Its words; in a place without words they are for the screen reader. */
  children: ReactNode;
  /** With the phone's camera instead of its pictures. */
  camera?: boolean;
  disabled?: boolean;
  onPick: (file: File | undefined) => void;
}

/** One tap opens the picker; the same file can be picked again. */
export function PhotoPick({ look, children, camera, disabled, onPick }: PhotoPickProps) {
  const id = useId();
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    onPick(event.target.files?.[0]);
    event.target.value = "";
  };
  return (
    <>
      <input
        id={id}
        type="file"
        accept={PHOTO_TYPES}
        capture={camera ? "environment" : undefined}
        disabled={disabled}
        onChange={chosen}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={cx(
          look,
          "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-3 peer-focus-visible:outline-cyan",
        )}
      >
        {children}
      </label>
    </>
  );
}
