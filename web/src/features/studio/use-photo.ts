import { useEffect, useRef, useState } from "react";
import { api, useMediaGetQuery } from "@reverie/api/api";
import { asProblem } from "@reverie/api/session";
import { problemOf } from "@reverie/api/problem";
import { upload } from "@reverie/api/upload";
import { takePhoto } from "@/lib/pending-photo";
import { inputChanged } from "@/lib/store/generation";
import { useAppDispatch, type AppDispatch } from "@/lib/store/hooks";
import type { UploadState } from "@/ui/Upload";

function send(dispatch: AppDispatch, file: File, signal: AbortSignal, onProgress: (fraction: number) => void) {
  return dispatch(async (tell, _, { session, base, language, newKey }) => {
    const media = await upload(file, { session, base, language: language(), key: newKey(), signal, onProgress });
    await tell(api.util.upsertQueryData("mediaGet", { id: media.id }, media));
    tell(inputChanged({ field: "photo", value: media.id }));
  });
}

/** The photo it is about: sent once, kept by its id; leaving the page while it is sent loses nothing. */
export function usePhoto(id: string | undefined) {
  const dispatch = useAppDispatch();
  const [status, setStatus] = useState<UploadState>({ state: "waiting" });
  const sending = useRef<{ file: File; stop: AbortController }>(undefined);
  const { data: media, error, refetch } = useMediaGetQuery({ id: id ?? "" }, { skip: !id });
  const problem = problemOf(error);
  const forget = (): void => void dispatch(inputChanged({ field: "photo", value: undefined }));

  const take = async (file: File): Promise<void> => {
    const stop = new AbortController();
    sending.current = { file, stop };
    setStatus({ state: "sending", name: file.name, fraction: 0 });
    const onProgress = (fraction: number): void =>
      setStatus({ state: fraction < 1 ? "sending" : "checking", name: file.name, fraction });
    try {
      await send(dispatch, file, stop.signal, onProgress);
      setStatus({ state: "waiting" });
    } catch (thrown) {
      if (stop.signal.aborted) setStatus({ state: "waiting" });
      else setStatus({ state: "failed", problem: asProblem(thrown) });
    }
  };
  const taking = useRef(take);
  useEffect(() => {
    taking.current = take;
  });
  useEffect(() => {
    const brought = takePhoto();
    if (brought) void taking.current(brought);
  }, []);
  // A photo that is gone (another account's, or deleted meanwhile) makes room for a new one.
  const gone = problem?.status === 404 || problem?.status === 403;
  useEffect(() => {
    if (gone) dispatch(inputChanged({ field: "photo", value: undefined }));
  }, [gone, dispatch]);

  return {
    media: id ? media : undefined,
    problem: gone ? undefined : problem,
    reload: () => void refetch(),
    status,
    busy: status.state === "sending" || status.state === "checking",
    take: (file: File) => void take(file),
    stop: () => sending.current?.stop.abort(),
    retry: () => sending.current && void take(sending.current.file),
    forget,
  };
}

export type Photo = ReturnType<typeof usePhoto>;
