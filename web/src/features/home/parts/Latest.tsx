import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Job } from "@reverie/api/generated";
import { filmOf, filmTitle } from "@/lib/film";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { JobCard } from "@/ui/JobCard";
import { MediaTile } from "@/ui/MediaTile";

const FILMS_MAX = 8;

/** The newest films as pictures; what ended without one is said in a line. */
export function Latest({ jobs }: { jobs: readonly Job[] }) {
  const { t } = useTranslation("home");
  const go = useNavigate();
  const films = jobs.flatMap((job) => {
    const film = filmOf(job);
    return film ? [{ job, film }] : [];
  });
  const newest = jobs[0];
  const trouble = newest && newest.state === "failed" ? newest : undefined;
  return (
    <Card
      title={t("latest")}
      side={
        <ButtonLink to="/jobs" size="small" kind="ghost">
          {t("all")}
        </ButtonLink>
      }
    >
      {trouble && (
        <div className="-mx-5 mt-2 border-y border-line max-tablet:-mx-4">
          <JobCard job={{ ...trouble, title: filmTitle(trouble) }} onOpen={() => void go(`/jobs/${trouble.id}`)} />
        </div>
      )}
      {films.length === 0 ? (
        <p className="mt-3 text-small text-tx2">{t("noFilms")}</p>
      ) : (
        <ul className="mt-4 grid grid-cols-2 gap-3 tablet:grid-cols-3 wide:grid-cols-4">
          {films.slice(0, FILMS_MAX).map(({ job, film }) => (
            <li key={job.id} className="flex flex-col gap-2">
              <MediaTile
                media={film}
                title={filmTitle(job)}
                onOpen={() => void go(`/jobs/${job.id}`)}
                className="aspect-[4/3]"
              />
              <span aria-hidden className="truncate text-small text-tx2">
                {filmTitle(job)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
