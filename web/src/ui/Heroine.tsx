import { useTranslation } from "react-i18next";
import type { HeroineMood } from "@/art/heroine";
import { Art } from "./Art";

/** The one girl of the product, in the mood of the moment. */
export default function Heroine({ mood }: { mood: HeroineMood }) {
  const { t } = useTranslation("ui");
  return <Art picture={{ what: "heroine", mood }} label={t(`art.${mood}`)} className="h-full w-full" />;
}
