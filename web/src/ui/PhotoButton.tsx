import { ImagePlus } from "lucide-react";
import { useId, useState, type ChangeEvent } from "react";
import { cx } from "@/lib/cx";
import { checkPhoto, PHOTO_TYPES } from "@/lib/photo-check";
import { buttonLook, type ButtonKind, type ButtonSize } from "./Button";
import { Icon } from "./Icon";
import { useFaultWords } from "./Upload";

interface PhotoButtonProps {
  label: string;
  kind?: ButtonKind;
  size?: ButtonSize;
  /** As wide as the place it stands in, on a phone. */
  wide?: boolean;
  onPhoto: (photo: File) => void;
}

/** One tap opens the picker. What can't be a photo is said right below. */
export function PhotoButton({ label, kind = "primary", size, wide, onPhoto }: PhotoButtonProps) {
  const id = useId();
  const words = useFaultWords();
  const [fault, setFault] = useState<string>();
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    const found = await checkPhoto(file);
    setFault(found && words(found, file.name));
    if (!found) onPhoto(file);
  };
  return (
    <span className={cx("inline-flex flex-col items-start gap-2", wide && "max-tablet:w-full")}>
      <input
        id={id}
        type="file"
        accept={PHOTO_TYPES}
        onChange={(event) => void choose(event)}
        className="peer sr-only"
      />
      <label
        htmlFor={id}
        className={cx(
          buttonLook({ kind, size }),
          wide && "max-tablet:w-full",
          "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-3 peer-focus-visible:outline-cyan",
        )}
      >
        <Icon of={ImagePlus} />
        {label}
      </label>
      {fault && (
        <span role="alert" className="text-small text-bad">
          {fault}
        </span>
      )}
    </span>
  );
}
