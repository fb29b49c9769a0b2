import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Media } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { buttonLook } from "@/ui/Button";
import { Tag } from "@/ui/Chip";
import { Framed } from "@/ui/Framed";
import { Icon } from "@/ui/Icon";
import { PhotoPick } from "@/ui/PhotoPick";
import { Player } from "@/ui/Player";
import { Trouble } from "@/ui/States";
import type { Looked, Previewed } from "../use-look";

interface PhotoStageProps {
  photo: Media | undefined;
  looked: Looked;
  previewed: Previewed;
  /** Another photo was picked. What is here stays until that one is known to be one. */
  onPick: (file: File | undefined) => void;
  className?: string;
}

/** Photos that can't be worked with need another photo; everything else is worth another try. */
const NEEDS_ANOTHER = new Set(["too_dark", "too_blurred", "too_small", "broken_file", "too_many_pixels"]);

function Over({ children, className }: { children: ReactNode; className: string }) {
  return <div className={cx("absolute z-1", className)}>{children}</div>;
}

/** The photo, then its small moving preview. While something is being found out, the scanlines say so. */
export function PhotoStage({ photo, looked, previewed, onPick, className }: PhotoStageProps) {
  const { t } = useTranslation("studio");
  const { preview } = previewed;
  const busy = looked.busy || previewed.busy;
  const words = looked.busy ? t("look.busy") : previewed.busy ? t("preview.busy") : preview ? t("preview.ready") : "";
  const still = photo?.url;
  const refused = looked.problem && NEEDS_ANOTHER.has(looked.problem.code);
  return (
    <div className={cx("relative overflow-hidden rounded-card bg-s1 ring-1 ring-line2", className)}>
      {preview && !looked.problem ? (
        <Player
          src={preview.media.url}
          poster={still}
          title={t("preview.title")}
          duration={preview.media.duration}
          autoPlay
          tags={<Tag tone="cyan">{t("preview.tag")}</Tag>}
          className={cx("absolute! inset-0", previewed.busy && "scanlines")}
        />
      ) : (
        <div className={cx("absolute! inset-0", busy && "scanlines")}>
          {still ? (
            <Framed src={still} alt={t("photo.alt")} />
          ) : (
            <i className="skeleton block h-full w-full" />
          )}
        </div>
      )}
      {busy && (
        <Over className="start-4 top-12">
          <Tag tone="cyan">{words}</Tag>
        </Over>
      )}
      <p role="status" className="sr-only">
        {words}
      </p>
      {!refused && (
        <Over className="end-4 top-4">
          <PhotoPick look={cx(buttonLook({ size: "small" }), "bg-bg/66")} onPick={onPick}>
            <Icon of={RefreshCw} size={16} />
            {t("photo.replace")}
          </PhotoPick>
        </Over>
      )}
      {looked.problem && (
        <Over className="inset-x-4 bottom-4 mx-auto max-w-[520px] rounded-card bg-bg/90">
          <Trouble
            problem={looked.problem}
            onRetry={refused ? undefined : looked.again}
            action={
              refused && (
                <PhotoPick look={buttonLook({ size: "small" })} onPick={onPick}>
                  {t("photo.replace")}
                </PhotoPick>
              )
            }
          />
        </Over>
      )}
      {previewed.problem && !looked.problem && (
        <Over className="inset-x-4 bottom-16 mx-auto max-w-[520px] rounded-card bg-bg/90">
          <Trouble problem={previewed.problem} onRetry={previewed.again} />
        </Over>
      )}
    </div>
  );
}
