import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@reverie/api/problem";

interface Words {
  title: string;
  detail?: string;
  remedy?: string;
}

/** Says any problem: the server's own sentences, ours for what never reached it. */
export function useProblemSentence(): (problem: Problem) => Words {
  const { t } = useTranslation("errors");
  return useCallback(
    (problem) => {
      if (problem.status !== 0 && problem.code !== "unreadable") {
        return { title: problem.title, detail: problem.detail, remedy: problem.remedy };
      }
      const code = problem.code === "offline" || problem.code === "timeout" ? problem.code : "unreadable";
      return { title: t(`${code}.title`), remedy: t(`${code}.remedy`) };
    },
    [t],
  );
}

export function useProblemWords(problem: Problem): Words {
  return useProblemSentence()(problem);
}
