import { Actions } from "./Actions";
import { Everything } from "./Everything";
import { Forms } from "./Forms";
import { Overlays, Pictures } from "./Pictures";
import { Work } from "./Work";

/** Every component with all its states, for review and for the accessibility check. */
export default function UiPage() {
  return (
    <div className="mx-auto flex max-w-[1240px] flex-col gap-10 px-6 py-6 max-tablet:px-[14px]">
      <h1 className="text-h1">Components</h1>
      <Everything />
      <Actions />
      <Forms />
      <Work />
      <Pictures />
      <Overlays />
    </div>
  );
}
