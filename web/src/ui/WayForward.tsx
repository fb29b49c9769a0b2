import { Coins, ImagePlus, PenLine, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Job } from "@reverie/api/generated";
import { useFormat } from "@/lib/format";
import { Button } from "./Button";
import { Icon } from "./Icon";

/** Faults of the photo: another attempt with the same one would end the same way. */
const PHOTO = new Set(["too_dark", "too_blurred", "too_small", "broken_file", "photo_missing", "media_not_found"]);

interface WayForwardProps {
  job: Job;
  /** What another attempt costs. */
  price: number;
  busy?: boolean;
  onAgain: () => void;
  onAnotherPhoto: () => void;
  onChange: () => void;
  onClaim: () => void;
}

/** One way on from where a run ended, with everything that was put in kept. */
export function WayForward(props: WayForwardProps) {
  const { job, price, busy, onAgain, onAnotherPhoto, onChange, onClaim } = props;
  const { t } = useTranslation("ui");
  const { number } = useFormat();
  const priced = (words: string, icon: typeof Coins, act: () => void, credits: number) => (
    <Button busy={busy} onClick={act}>
      <Icon of={icon} size={16} />
      {words}
      {credits > 0 && (
        <span className="inline-flex items-center gap-[5px] text-yellow-text tabular-nums">
          <Icon of={Coins} size={15} />
          {number(credits)}
        </span>
      )}
    </Button>
  );
  if (job.waitingFor === "claim") return priced(t("job.claim"), Coins, onClaim, job.quoted);
  if (job.state === "failed" && job.error && PHOTO.has(job.error.code)) {
    return (
      <Button onClick={onAnotherPhoto}>
        <Icon of={ImagePlus} size={16} />
        {t("upload.replace")}
      </Button>
    );
  }
  if (job.state === "failed" && job.error?.class !== "user_violation") {
    return priced(t("job.tryAgain"), RotateCcw, onAgain, price);
  }
  if (job.state === "failed" || job.state === "canceled") {
    return (
      <Button onClick={onChange}>
        <Icon of={PenLine} size={16} />
        {t("job.change")}
      </Button>
    );
  }
  return null;
}
