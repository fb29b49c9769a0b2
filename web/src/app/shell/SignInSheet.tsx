import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { answerSignIn, useSignInAsked } from "@/lib/sign-in-sheet";
import { Dialog } from "@/ui/Overlay";
import { Skeleton } from "@/ui/States";
import { signInSheet } from "../features";

const Content = signInSheet && lazy(signInSheet);

/** The one sheet for whoever has something to keep and no account yet. */
export function SignInSheet() {
  const { t } = useTranslation();
  const open = useSignInAsked();
  if (!Content) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && answerSignIn(false)}
      title={t("keepIt.title")}
      about={t("keepIt.about")}
    >
      <Suspense fallback={<Skeleton rows={2} />}>
        <Content onDone={() => answerSignIn(true)} />
      </Suspense>
    </Dialog>
  );
}
