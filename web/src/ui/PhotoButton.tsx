import { ImagePlus } from "lucide-react";
import { cx } from "@/lib/cx";
import { buttonLook, type ButtonKind, type ButtonSize } from "./Button";
import { Icon } from "./Icon";
import { PhotoPick } from "./PhotoPick";
import { usePhotoOffer } from "./use-photo-offer";

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
  const { offer, fault } = usePhotoOffer(onPhoto);
  return (
    <span className={cx("inline-flex flex-col items-start gap-2", wide && "max-tablet:w-full")}>
      <PhotoPick look={cx(buttonLook({ kind, size }), wide && "max-tablet:w-full")} onPick={offer}>
        <Icon of={ImagePlus} />
        {label}
      </PhotoPick>
      {fault && (
        <span role="alert" className="text-small text-bad">
          {fault}
        </span>
      )}
    </span>
  );
}
