import { Globe, Moon } from "lucide-react";
import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { LANGUAGES } from "@reverie/i18n/i18n";
import { useSpeak } from "@/lib/account-language";
import { applyMotion, readPreferences, writePreferences } from "@/lib/preferences";
import { Icon } from "@/ui/Icon";
import { NAV_ICONS, useNavigation } from "./navigation";

const ITEM =
  "flex min-h-11 items-center gap-3 rounded-[10px] px-3 text-body text-tx2 " +
  "data-[selected=true]:bg-s3 data-[selected=true]:text-tx";
const GROUP =
  "[&_[cmdk-group-heading]]:label [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 " +
  "[&_[cmdk-group-heading]]:font-mono [&_[cmdk-group-heading]]:text-label [&_[cmdk-group-heading]]:text-tx3";

export default function Commands({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const entries = useNavigation();
  const speak = useSpeak();
  const reduced = readPreferences().motion === "less";
  const item = (key: string, label: string, icon: ReactNode, run: () => void) => (
    <Command.Item
      key={key}
      value={label}
      className={ITEM}
      onSelect={() => {
        onOpenChange(false);
        run();
      }}
    >
      {icon}
      {label}
    </Command.Item>
  );
  const switchMotion = (): void => {
    const motion = reduced ? "full" : "less";
    writePreferences({ ...readPreferences(), motion });
    applyMotion(motion);
  };
  return (
    <Dialog.Root open onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-(--layer-dialog) bg-bg/76" />
        <Dialog.Content
          aria-describedby={undefined}
          className="glass fixed start-1/2 top-[12vh] z-(--layer-dialog) w-[min(560px,calc(100vw-24px))]
          -translate-x-1/2 overflow-hidden bg-s1 p-2 outline-none arrive rtl:translate-x-1/2"
        >
          <Dialog.Title className="sr-only">{t("search.title")}</Dialog.Title>
          <Command label={t("search.title")} loop>
            <Command.Input
              autoFocus
              placeholder={t("search.placeholder")}
              className="h-12 w-full bg-transparent px-3 text-lead outline-none"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto border-t border-line pt-2">
              <Command.Empty className="px-3 py-6 text-center text-small text-tx2">{t("search.empty")}</Command.Empty>
              {entries.length > 0 && (
                <Command.Group heading={t("search.go")} className={GROUP}>
                  {entries.map(({ path, nav }) =>
                    item(path, t(nav.label), <Icon of={NAV_ICONS[nav.icon]} />, () => void go(path)),
                  )}
                </Command.Group>
              )}
              <Command.Group heading={t("search.settings")} className={GROUP}>
                {LANGUAGES.map((one) =>
                  item(
                    one,
                    t("search.language", { name: t(`language.${one}`) }),
                    <Icon of={Globe} />,
                    () => speak(one),
                  ),
                )}
                {item(
                  "motion",
                  t(reduced ? "search.motionFull" : "search.motionLess"),
                  <Icon of={Moon} />,
                  switchMotion,
                )}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
