import { Camera, ImagePlus, Layers, Sun, UserRound, X } from "lucide-react";
import { useEffect, useId, useRef, useState, type ChangeEvent, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldMessage, type Problem } from "@reverie/api/problem";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { checkPhoto, PHOTO_BYTES_MAX, PHOTO_SIDE_MIN, PHOTO_TYPES, type PhotoFault } from "@/lib/photo-check";
import { Button, buttonLook } from "./Button";
import { Icon } from "./Icon";
import { Progress } from "./Progress";
import { Trouble } from "./States";

/** Where a file is on its way. The page owns the sending (`upload` of packages/api), this shows it. */
export type UploadState =
  | { state: "waiting" }
  | { state: "sending" | "checking"; name: string; fraction: number }
  | { state: "failed"; problem: Problem };

interface UploadProps {
  status: UploadState;
  onFile: (file: File) => void;
  onCancel?: () => void;
  onRetry?: () => void;
  /** Takes pictures pasted anywhere on the page. */
  listenForPaste?: boolean;
  /** What makes a photo good, under the buttons. */
  tips?: boolean;
  /** A picture behind it all, where the place is large. */
  ground?: ReactNode;
  className?: string;
}

const TIPS = [
  ["light", Sun],
  ["depth", Layers],
  ["faces", UserRound],
] as const;

function Tips() {
  const { t } = useTranslation("ui");
  return (
    <ul className="mt-6 grid grid-cols-3 gap-6 text-start text-small text-tx2 max-tablet:hidden">
      {TIPS.map(([tip, icon]) => (
        <li key={tip} className="flex max-w-[240px] items-start gap-[10px]">
          <Icon of={icon} size={16} className="mt-[2px] shrink-0 text-accent-text" />
          {t(`upload.tip.${tip}`)}
        </li>
      ))}
    </ul>
  );
}

export function useFaultWords() {
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

function Pick({ onPick }: { onPick: (file: File | undefined) => void }) {
  const { t } = useTranslation("ui");
  const id = useId();
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    onPick(event.target.files?.[0]);
    event.target.value = "";
  };
  return (
    <div className="flex flex-wrap justify-center gap-3">
      <input id={id} type="file" accept={PHOTO_TYPES} onChange={chosen} className="peer sr-only" />
      <label
        htmlFor={id}
        className={cx(
          buttonLook({}),
          "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-3 peer-focus-visible:outline-cyan",
        )}
      >
        <Icon of={ImagePlus} />
        {t("upload.choose")}
      </label>
      <span className="contents pointer-fine:hidden">
        <input
          id={`${id}-camera`}
          type="file"
          accept={PHOTO_TYPES}
          capture="environment"
          onChange={chosen}
          className="sr-only pointer-fine:hidden"
        />
        <label htmlFor={`${id}-camera`} className={cx(buttonLook({}), "pointer-fine:hidden")}>
          <Icon of={Camera} />
          {t("upload.camera")}
        </label>
      </span>
    </div>
  );
}

/** What the server found in this very file says more than the sentence for all of its kind. */
function aboutFile(problem: Problem): Problem {
  const found = fieldMessage(problem, "file");
  return found ? { ...problem, detail: found, remedy: undefined } : problem;
}

/** The same file again helps only where the file was not the reason. */
function worthAgain({ status }: Problem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function Sending({ status, onCancel }: { status: UploadState; onCancel?: () => void }) {
  const { t } = useTranslation("ui");
  const { t: common } = useTranslation();
  const { percent } = useFormat();
  if (status.state !== "sending" && status.state !== "checking") return null;
  const words = status.state === "sending" ? t("upload.sending", { name: status.name }) : t("upload.checking");
  const fraction = status.state === "sending" ? status.fraction : 1;
  return (
    <div className="flex w-full max-w-[420px] flex-col gap-3">
      <p role="status" className="flex gap-3 text-small">
        <span className="min-w-0 flex-1 truncate text-start">{words}</span>
        {status.state === "sending" && (
          <span className="mono text-tx2" aria-hidden>
            {percent(fraction)}
          </span>
        )}
      </p>
      <Progress value={fraction} label={words} running />
      {onCancel && (
        <Button size="small" kind="ghost" onClick={onCancel}>
          <Icon of={X} size={16} />
          {common("action.cancel")}
        </Button>
      )}
    </div>
  );
}

/** Drop, paste, pick or take a photo. Looks at it before anything is sent and says how to fix it. */
export function Upload(props: UploadProps) {
  const { status, onFile, onCancel, onRetry, listenForPaste, tips, ground, className } = props;
  const { t } = useTranslation("ui");
  const { bytes } = useFormat();
  const words = useFaultWords();
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string>();
  const offer = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const found = await checkPhoto(file);
    setFault(found && words(found, file.name));
    if (!found) onFile(file);
  };
  const latest = useRef(offer);
  useEffect(() => {
    latest.current = offer;
  });
  useEffect(() => {
    if (!listenForPaste) return;
    const paste = (event: ClipboardEvent): void => {
      const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
      if (file) void latest.current(file);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, [listenForPaste]);
  const drag = (event: DragEvent, inside: boolean): void => {
    event.preventDefault();
    setOver(inside);
  };
  const busy = status.state === "sending" || status.state === "checking";
  return (
    <div
      onDragOver={(e) => drag(e, true)}
      onDragLeave={(e) => drag(e, false)}
      onDrop={(e) => {
        drag(e, false);
        if (!busy) void offer(e.dataTransfer.files[0]);
      }}
      className={cx(
        "relative isolate grid min-h-[220px] place-items-center overflow-hidden rounded-stage border border-dashed p-6",
        "text-center transition-colors",
        over ? "border-accent bg-accent/8 shadow-selected" : "border-line2 bg-s1",
        className,
      )}
    >
      {ground && <div aria-hidden className="absolute inset-0 -z-1 opacity-70">{ground}</div>}
      {busy ? (
        <Sending status={status} onCancel={onCancel} />
      ) : (
        <div
          className={cx(
            "flex flex-col items-center gap-3",
            ground !== undefined && "glass self-start px-8 py-7 max-tablet:px-5",
          )}
        >
          <span className="grid size-12 place-items-center rounded-tile soft">
            <Icon of={ImagePlus} size={22} />
          </span>
          <p className="font-head text-h3 pointer-coarse:hidden">{over ? t("upload.now") : t("upload.drop")}</p>
          <p className="text-small text-tx2 pointer-coarse:hidden">
            {t("upload.hint", { max: bytes(PHOTO_BYTES_MAX) })}
          </p>
          <p className="hidden font-head text-h3 pointer-coarse:block">{t("upload.bring")}</p>
          <p className="hidden text-small text-tx2 pointer-coarse:block">
            {t("upload.upTo", { max: bytes(PHOTO_BYTES_MAX) })}
          </p>
          <Pick onPick={(file) => void offer(file)} />
          {fault && (
            <p role="alert" className="max-w-[46ch] text-small text-bad">
              {fault}
            </p>
          )}
          {tips && !fault && status.state === "waiting" && <Tips />}
          {status.state === "failed" && (
            <Trouble problem={aboutFile(status.problem)} onRetry={worthAgain(status.problem) ? onRetry : undefined} />
          )}
        </div>
      )}
    </div>
  );
}
