import { Camera, ImagePlus, Layers, Sun, UserRound, X } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldMessage, worthAgain, type Problem } from "@reverie/api/problem";
import { cx } from "@/lib/cx";
import { useFormat } from "@/lib/format";
import { PHOTO_BYTES_MAX } from "@/lib/photo-check";
import { Button, buttonLook } from "./Button";
import { Icon } from "./Icon";
import { PhotoPick } from "./PhotoPick";
import { Progress } from "./Progress";
import { Trouble } from "./States";
import { usePhotoAnywhere, usePhotoOffer } from "./use-photo-offer";

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
  /** Takes pictures pasted or let go anywhere on the page. */
  anywhere?: boolean;
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

function Picks({ onPick }: { onPick: (file: File | undefined) => void }) {
  const { t } = useTranslation("ui");
  return (
    <div className="flex flex-wrap justify-center gap-3">
      <PhotoPick look={buttonLook({})} onPick={onPick}>
        <Icon of={ImagePlus} />
        {t("upload.choose")}
      </PhotoPick>
      <span className="contents pointer-fine:hidden">
        <PhotoPick camera look={cx(buttonLook({}), "pointer-fine:hidden")} onPick={onPick}>
          <Icon of={Camera} />
          {t("upload.camera")}
        </PhotoPick>
      </span>
    </div>
  );
}

/** What the server found in this very file says more than the sentence for all of its kind. */
function aboutFile(problem: Problem): Problem {
  const found = fieldMessage(problem, "file");
  return found ? { ...problem, detail: found, remedy: undefined } : problem;
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

/** Why it did not arrive, with another try where that helps. */
export function UploadTrouble({ status, onRetry }: Pick<UploadProps, "status" | "onRetry">) {
  if (status.state !== "failed") return null;
  return <Trouble problem={aboutFile(status.problem)} onRetry={worthAgain(status.problem) ? onRetry : undefined} />;
}

const toView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: "nearest" });

/** Drop, paste, pick or take a photo. Looks at it before anything is sent and says how to fix it. */
export function Upload(props: UploadProps) {
  const { status, onFile, onCancel, onRetry, anywhere = false, tips, ground, className } = props;
  const { t } = useTranslation("ui");
  const { bytes } = useFormat();
  const [over, setOver] = useState(false);
  const { offer, fault } = usePhotoOffer(onFile);
  const busy = status.state === "sending" || status.state === "checking";
  usePhotoAnywhere({ on: anywhere, busy, offer });
  const drag = (event: DragEvent, inside: boolean): void => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <div
      onDragOver={(e) => drag(e, true)}
      onDragLeave={(e) => drag(e, false)}
      onDrop={(e) => {
        drag(e, false);
        if (!busy) offer(e.dataTransfer.files[0]);
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
          <Picks onPick={offer} />
          {fault && (
            <p key={fault} ref={toView} role="alert" className="max-w-[46ch] text-small text-bad">
              {fault}
            </p>
          )}
          {tips && !fault && status.state === "waiting" && <Tips />}
          <UploadTrouble status={status} onRetry={onRetry} />
        </div>
      )}
    </div>
  );
}
