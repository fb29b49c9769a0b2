import { useState } from "react";
import { localProblem } from "@reverie/api/problem";
import { MOODS } from "@/art/heroine";
import { SCENES } from "@/art/scenes";
import { Art, Avatar } from "@/ui/Art";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Tag } from "@/ui/Chip";
import { MediaTile } from "@/ui/MediaTile";
import { Dialog, Popover } from "@/ui/Overlay";
import { Player } from "@/ui/Player";
import { Empty, Skeleton, Trouble } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import Heroine from "@/ui/Heroine";
import { media } from "./samples";
import { Section, States } from "./Section";

const nothing = (): void => undefined;
const IDS = ["anna", "boris", "chitra", "dev", "elena", "farid", "gita", "haru", "ivan", "june"];

export function Pictures() {
  return (
    <Section id="pictures" title="Pictures, films">
      <div className="grid gap-4 tablet:grid-cols-2 desktop:grid-cols-3">
        {MOODS.map((mood) => (
          <figure key={mood} className="card overflow-hidden">
            <div className="aspect-[8/5]">
              <Heroine mood={mood} />
            </div>
            <figcaption className="label p-3">{mood}</figcaption>
          </figure>
        ))}
      </div>
      <States label="avatars from ids">
        {IDS.map((id) => (
          <Avatar key={id} id={id} size={52} />
        ))}
      </States>
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
        {SCENES.map((scene, n) => (
          <Art
            key={scene}
            className="aspect-[4/3] w-full rounded-tile"
            picture={{
              what: "scene",
              scene,
              palette: (["neon", "indigo", "dusk", "cyan", "gold"] as const)[n % 5]!,
              seed: n + 2,
            }}
          />
        ))}
        {["one", "two", "three", "four"].map((id) => (
          <Art key={id} className="aspect-[4/3] w-full rounded-tile" picture={{ what: "cover", id }} />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
        <MediaTile media={media} title="Moon" by="Anna" local className="aspect-[4/3]" onOpen={nothing} />
        <MediaTile
          media={{ ...media, duration: 5 }}
          title="Moon, chosen"
          selected
          className="aspect-[4/3]"
          onOpen={nothing}
        />
        <MediaTile media={media} title="Hidden" sensitive className="aspect-[4/3]" />
        <MediaTile
          media={{ ...media, id: "broken", url: "data:,", thumbUrl: undefined }}
          title="Broken"
          className="aspect-[4/3]"
        />
      </div>
      <Player
        className="aspect-video max-w-[720px]"
        src="/example/film.mp4"
        poster="/example/poster.jpg"
        title="The example"
        duration={5}
        tags={<Tag tone="cyan">local engine</Tag>}
        downloadUrl="/example/film.mp4"
      />
    </Section>
  );
}

export function Overlays() {
  const [shape, setShape] = useState<"center" | "side">();
  return (
    <Section id="overlays" title="Dialogs, tabs, states">
      <States label="dialog, drawer, popover">
        <Button onClick={() => setShape("center")}>Dialog</Button>
        <Button onClick={() => setShape("side")}>Drawer</Button>
        <Popover label="More" trigger={<Button>Popover</Button>}>
          <p className="p-3 text-small">Near its button.</p>
        </Popover>
      </States>
      <Dialog
        open={shape !== undefined}
        onOpenChange={() => setShape(undefined)}
        shape={shape}
        title="Delete this film?"
        about="It goes to the bin for 30 days."
        actions={
          <>
            <Button onClick={() => setShape(undefined)}>Keep it</Button>
            <Button kind="danger">Delete</Button>
          </>
        }
      >
        <p className="text-tx2">The credits it cost stay spent.</p>
      </Dialog>
      <Tabs
        label="Examples"
        tabs={[
          { id: "a", label: "One", content: <p>First.</p> },
          { id: "b", label: "Two", content: <p>Second.</p> },
        ]}
      />
      <div className="grid gap-4 desktop:grid-cols-2">
        <Card flush>
          <Empty
            title="Nothing made yet"
            body="Start with a photo you like."
            action={<Button>Choose a photo</Button>}
          />
        </Card>
        <div className="flex flex-col gap-4">
          <Trouble
            problem={{
              type: "",
              title: "The model stopped answering",
              status: 503,
              code: "temporary",
              detail: "8 credits returned.",
              remedy: "Try again or use another model.",
            }}
            onRetry={nothing}
          />
          <Trouble problem={localProblem("offline")} onRetry={nothing} />
          <Trouble
            problem={{ type: "", title: "You're quick", status: 429, code: "rate_limited", retryAfterSeconds: 24 }}
            onRetry={nothing}
          />
          <Card flush>
            <Skeleton />
          </Card>
        </div>
      </div>
    </Section>
  );
}
