import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { filmOf, filmTitle } from "@/lib/film";
import { Button } from "@/ui/Button";
import { Icon } from "@/ui/Icon";
import { MediaTile } from "@/ui/MediaTile";
import { useRecent } from "./Queue";

const SHOWN = 5;

interface FilmsProps {
  selected?: string;
  onOpen: (id: string) => void;
  onNew: () => void;
}

/** The latest films beside the stage; the plus begins a new one. */
export function Films({ selected, onOpen, onNew }: FilmsProps) {
  const { t } = useTranslation("studio");
  const films = useRecent().flatMap((job) => {
    const film = filmOf(job);
    return film && job.state === "succeeded" ? [{ job, film }] : [];
  });
  if (films.length === 0) return null;
  return (
    <div role="group" aria-label={t("films.label")} className="flex w-20 shrink-0 flex-col gap-3 max-desktop:hidden">
      {films.slice(0, SHOWN).map(({ job, film }) => (
        <MediaTile
          key={job.id}
          media={{ ...film, duration: undefined }}
          title={filmTitle(job)}
          selected={job.id === selected}
          onOpen={() => onOpen(job.id)}
          className="aspect-[4/3]"
        />
      ))}
      <Button icon className="mt-auto h-9 w-full" aria-label={t("films.new")} title={t("films.new")} onClick={onNew}>
        <Icon of={Plus} />
      </Button>
    </div>
  );
}
