import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useJobsGetQuery } from "@reverie/api/api";
import { problemOf } from "@reverie/api/problem";
import { draftReplaced } from "@/lib/store/generation";
import { useAppDispatch, useAppSelector } from "@/lib/store/hooks";
import { HeroineLater } from "@/ui/HeroineLater";
import { OnlyPeople } from "@/ui/OnlyPeople";
import { Skeleton, Trouble } from "@/ui/States";
import { Upload, UploadTrouble } from "@/ui/Upload";
import { useJobDeeds } from "@/ui/use-job-deeds";
import { usePhotoAnywhere, usePhotoOffer } from "@/ui/use-photo-offer";
import { Bar } from "../parts/Bar";
import { Films } from "../parts/Films";
import { PhotoStage } from "../parts/PhotoStage";
import { Mini, Queue } from "../parts/Queue";
import { Selected } from "../parts/Selected";
import { Suggestions } from "../parts/Suggestions";
import { draftOf, useDraft } from "../use-draft";
import { useLook, usePreview } from "../use-look";
import { useMake } from "../use-make";
import { usePhoto } from "../use-photo";

/** Which run is on the stage stands in the address: a reload or a shared tab loses nothing. */
function useSelected() {
  const [search, setSearch] = useSearchParams();
  const person = useAppSelector((state) => state.user.presence === "person");
  const id = search.get("job") ?? undefined;
  const open = useCallback(
    (job: string | undefined) => setSearch(job ? { job } : {}, { replace: true }),
    [setSearch],
  );
  const { data, error, refetch } = useJobsGetQuery({ id: id ?? "" }, { skip: !id || !person });
  const problem = problemOf(error);
  // Deleted meanwhile, perhaps in another tab: what was known of it is not shown any more.
  return { id, job: id && problem?.status !== 404 ? data : undefined, problem, reload: () => void refetch(), open };
}

/** Photo to film, from the photo to the download. */
export default function StudioPage() {
  const { t } = useTranslation("studio");
  const dispatch = useAppDispatch();
  const selected = useSelected();
  const draft = useDraft();
  const photo = usePhoto(draft.photo);
  const { set, model } = draft;
  const setIdea = useCallback((idea: string) => set("idea", idea), [set]);
  const looked = useLook(draft.photo, draft.idea, setIdea);
  const previewed = usePreview(draft.photo, draft.idea, looked.look !== undefined && !selected.id);
  const making = useMake(selected.open);
  const deeds = useJobDeeds({});
  const another = usePhotoOffer((file) => {
    photo.take(file);
    selected.open(undefined);
  });
  /** The photo stays on the stage until another one is on its way. */
  const stands = draft.photo !== undefined && !photo.busy;
  const takes = !selected.id && !stands;
  usePhotoAnywhere({ on: !takes, busy: photo.busy, offer: another.offer });
  const prompt = useRef<HTMLTextAreaElement>(null);

  const fresh = (): void => {
    photo.forget();
    selected.open(undefined);
  };
  const change = (): void => {
    const { job } = selected;
    if (job?.inputs) dispatch(draftReplaced({ model: job.model, inputs: draftOf(model, job.inputs) }));
    selected.open(undefined);
    prompt.current?.focus();
  };
  const say = (idea: string): void => {
    setIdea(idea);
    if (selected.id) selected.open(undefined);
  };
  const reason = !draft.photo
    ? t("reason.photo")
    : looked.problem
      ? t("reason.usable")
      : model && !model.available
        ? (model.unavailableBecause ?? t("reason.model"))
        : undefined;
  const stage = "min-h-[300px] flex-1";

  return (
    <div className="flex h-full min-h-0">
      <div className="flex min-h-full min-w-0 flex-1 flex-col gap-3 overflow-y-auto p-5 max-tablet:p-[14px]">
        <h1 className="sr-only">{t("title")}</h1>
        <div className="flex flex-1 gap-4">
          <div className="flex min-w-0 flex-1 flex-col gap-3">
            {selected.id ? (
              selected.job ? (
                <Selected
                  job={selected.job}
                  usuallySeconds={model?.expectedSeconds}
                  onStarted={selected.open}
                  onChange={change}
                  onAnotherPhoto={fresh}
                  onGone={() => selected.open(undefined)}
                  className={stage}
                />
              ) : selected.problem ? (
                <Trouble problem={selected.problem} onRetry={selected.reload} />
              ) : (
                <OnlyPeople>
                  <Skeleton className={`card p-6 ${stage}`} />
                </OnlyPeople>
              )
            ) : stands ? (
              <PhotoStage
                photo={photo.media}
                looked={looked}
                previewed={previewed}
                onPick={another.offer}
                className={stage}
              />
            ) : (
              <Upload
                status={photo.status}
                onFile={photo.take}
                onCancel={photo.stop}
                onRetry={photo.retry}
                anywhere
                tips
                ground={
                  <HeroineLater mood="empty" />
                }
                className={stage}
              />
            )}
            {!takes && <UploadTrouble status={photo.status} onRetry={photo.retry} />}
            {!takes && another.fault && (
              <p role="alert" className="text-small text-bad">
                {another.fault}
              </p>
            )}
            {photo.problem && <Trouble problem={photo.problem} onRetry={photo.reload} />}
          </div>
          <Films selected={selected.id} onOpen={selected.open} onNew={fresh} />
        </div>
        {!selected.id && draft.photo && (
          <Suggestions looked={looked} previewed={previewed} idea={draft.idea} onChoose={say} />
        )}
        <Mini selected={selected.id} />
        <Bar
          draft={draft}
          photo={photo.media}
          making={making}
          reason={reason}
          onIdea={say}
          onPick={photo.busy ? undefined : another.offer}
          inputRef={prompt}
        />
      </div>
      <Queue selected={selected.id} onOpen={selected.open} onCancel={(id) => deeds.cancel({ id })} />
    </div>
  );
}
