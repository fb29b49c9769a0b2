import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Job } from "@reverie/api/generated";
import { cx } from "@/lib/cx";
import { filmOf, filmTitle } from "@/lib/film";
import { ButtonLink } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { JobCard } from "@/ui/JobCard";
import { MediaTile } from "@/ui/MediaTile";

/** One large and four small fill two rows; eight more fill two others. */
const FILMS_MAX = 13;

/** The newest films as pictures, the newest of all the largest; what ended without one is said in a line. */
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
        <ul className="mt-4 grid grid-cols-2 gap-3 tablet:grid-cols-4">
          {films.slice(0, FILMS_MAX).map(({ job, film }, n) => (
            <li key={job.id} className={n === 0 ? "col-span-2 row-span-2 tablet:only:col-span-4" : undefined}>
              <MediaTile
                media={film}
                title={filmTitle(job)}
                named
                onOpen={() => void go(`/jobs/${job.id}`)}
                className={cx(
                  "aspect-[4/3]",
                  n === 0 && (films.length === 1 ? "tablet:aspect-auto tablet:h-[420px]" : "h-full"),
                )}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
