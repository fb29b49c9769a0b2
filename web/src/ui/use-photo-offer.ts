import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/lib/format";
import { checkPhoto, PHOTO_BYTES_MAX, PHOTO_SIDE_MIN, type PhotoFault } from "@/lib/photo-check";

function useFaultWords() {
  const { t } = useTranslation("ui");
  const { bytes } = useFormat();
  return (fault: PhotoFault, name: string): string => {
    const max = bytes(PHOTO_BYTES_MAX);
    switch (fault.code) {
      case "wrongType":
        return t("upload.wrongType", { name });
      case "tooLarge":
        return t("upload.tooLarge", { name, size: bytes(fault.bytes), max });
      case "tooSmall":
        return t("upload.tooSmall", { width: fault.width, height: fault.height, min: PHOTO_SIDE_MIN });
      case "empty":
        return t("upload.empty");
    }
  };
}

/** Looks at a photo before anything happens to it: what can't be one is said in words, everything else goes on. */
export function usePhotoOffer(onPhoto: (photo: File) => void) {
  const say = useFaultWords();
  const [fault, setFault] = useState<string>();
  const offer = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const found = await checkPhoto(file);
    setFault(found && say(found, file.name));
    if (!found) onPhoto(file);
  };
  return { offer: (file: File | undefined) => void offer(file), fault };
}

const isPicture = (file: File): boolean => file.type.startsWith("image/");

/** Words that are pasted into a field are words, though some programs put a picture of them beside. */
function words(event: ClipboardEvent): boolean {
  const field = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  return field && event.clipboardData?.types.includes("text/plain") === true;
}

/** The whole page takes photos, pasted or let go anywhere on it: none makes the browser leave for the file itself. */
export function usePhotoAnywhere(page: { on: boolean; busy: boolean; offer: (file: File) => void }): void {
  const { on, busy, offer } = page;
  const take = useRef<(file: File | undefined) => void>(undefined);
  useEffect(() => {
    take.current = (file) => {
      if (file && !busy) offer(file);
    };
  });
  useEffect(() => {
    if (!on) return;
    const paste = (event: ClipboardEvent): void => {
      if (!words(event)) take.current?.([...(event.clipboardData?.files ?? [])].find(isPicture));
    };
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      // Where it was let go it may have been taken already.
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const files = [...event.dataTransfer.files];
      take.current?.(files.find(isPicture) ?? files[0]);
    };
    addEventListener("paste", paste);
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("paste", paste);
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [on]);
}
