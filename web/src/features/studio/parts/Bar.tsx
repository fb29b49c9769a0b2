import { ImagePlus } from "lucide-react";
import { useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useIdeasImproveMutation } from "@reverie/api/api";
import type { Media } from "@reverie/api/generated";
import { fieldMessage, problemOf } from "@reverie/api/problem";
import { fieldsOf } from "@/lib/model-schema";
import { Icon } from "@/ui/Icon";
import { PhotoPick } from "@/ui/PhotoPick";
import { PromptBar } from "@/ui/PromptBar";
import { Skeleton, Trouble } from "@/ui/States";
import { TextChange } from "@/ui/TextChange";
import { namesOf, type Draft } from "../use-draft";
import type { useMake } from "../use-make";
import { useQuote } from "../use-quote";
import { Make } from "./Make";
import { Options } from "./Options";

interface BarProps {
  draft: Draft;
  photo: Media | undefined;
  making: ReturnType<typeof useMake>;
  /** Why it can't be made just now. */
  reason?: string;
  /** The person changed the idea by hand or took a better one. */
  onIdea: (idea: string) => void;
  /** Another photo was picked; without it none can be taken just now. */
  onPick?: (file: File | undefined) => void;
  inputRef?: Ref<HTMLTextAreaElement>;
}

interface Change {
  before: string;
  after: string;
  taken: boolean;
}

/** Better words for the idea: shown as a change, never put in place by themselves. */
function useEnhance(idea: string, photo: string | undefined, onIdea: (idea: string) => void) {
  const [improve, { isLoading, error }] = useIdeasImproveMutation();
  const [change, setChange] = useState<Change>();
  const ask = async (): Promise<void> => {
    const { data } = await improve({ body: { idea, media: photo } });
    if (data) setChange({ before: idea, after: data.improved, taken: false });
  };
  const current = change && (change.taken ? change.after : change.before) === idea ? change : undefined;
  return {
    ask: () => void ask(),
    busy: isLoading,
    problem: problemOf(error),
    change: current,
    take: () => {
      if (!current) return;
      setChange({ ...current, taken: true });
      onIdea(current.after);
    },
    leave: () => setChange(undefined),
    undo: () => {
      if (current) onIdea(current.before);
      setChange(undefined);
    },
  };
}

function Thumb({ photo, onPick }: Pick<BarProps, "photo" | "onPick">) {
  const { t } = useTranslation("studio");
  if (!photo) {
    return (
      <span aria-hidden className="grid size-[54px] shrink-0 place-items-center rounded-field bg-s3 text-tx3">
        <Icon of={ImagePlus} size={20} />
      </span>
    );
  }
  return (
    <span className="relative flex">
      <PhotoPick
        look="block size-[54px] shrink-0 cursor-pointer overflow-hidden rounded-field border border-line"
        disabled={!onPick}
        onPick={(file) => onPick?.(file)}
      >
        <span className="sr-only">{t("photo.replace")}</span>
        <img src={photo.thumbUrl ?? photo.url} alt="" className="h-full w-full object-cover" />
      </PhotoPick>
    </span>
  );
}

/** The idea, the choices and the price. */
export function Bar({ draft, photo, making, reason, onIdea, onPick, inputRef }: BarProps) {
  const { t } = useTranslation("studio");
  const { model, idea, inputs } = draft;
  const asking = useQuote(model?.id, inputs, photo !== undefined && reason === undefined);
  const enhance = useEnhance(idea, photo?.id, onIdea);
  if (!model) {
    return draft.modelsProblem ? (
      <Trouble problem={draft.modelsProblem} onRetry={draft.reloadModels} />
    ) : (
      <Skeleton rows={1} className="card p-5" />
    );
  }
  const problem = making.problem ?? asking.problem ?? enhance.problem;
  const names = namesOf(model);
  const messages: Record<string, string> = {};
  for (const { name } of fieldsOf(model.inputs)) {
    const words = fieldMessage(making.problem ?? asking.problem, name);
    if (words) messages[name] = words;
  }
  const run = (): void => {
    const shown = asking.quote ?? asking.last;
    if (reason || !shown || !inputs || !photo) return;
    enhance.leave();
    making.make({ model: model.id, credits: shown.credits, quote: asking.quote?.id }, inputs);
  };
  const { change } = enhance;
  return (
    <div className="flex flex-col gap-2">
      {problem && (
        <Trouble problem={problem} onRetry={making.problem ? run : asking.problem ? asking.again : enhance.ask} />
      )}
      <PromptBar
        value={idea}
        onChange={onIdea}
        onRun={run}
        inputRef={inputRef}
        placeholder={t("idea.placeholder")}
        attachment={<Thumb photo={photo} onPick={onPick} />}
        onEnhance={enhance.ask}
        enhancing={enhance.busy}
        error={names.idea ? messages[names.idea] : undefined}
        panel={
          change &&
          (change.after === change.before ? (
            <p role="status" className="mt-2 text-small text-tx2">
              {t("idea.fine")}
            </p>
          ) : (
            <TextChange
              {...change}
              onTake={enhance.take}
              onLeave={enhance.leave}
              onUndo={enhance.undo}
            />
          ))
        }
        options={<Options draft={draft} model={model} messages={messages} />}
        action={<Make model={model} asking={asking} reason={reason} busy={making.busy} onRun={run} />}
      />
    </div>
  );
}
