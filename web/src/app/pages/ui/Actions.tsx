import { Download, Image, Send } from "lucide-react";
import { useState } from "react";
import { Button, ButtonLink } from "@/ui/Button";
import { Chip, Tag } from "@/ui/Chip";
import { CreditsPill } from "@/ui/CreditsPill";
import { Icon } from "@/ui/Icon";
import { PriceButton } from "@/ui/PriceButton";
import { toast } from "@/ui/Toast";
import { Section, States } from "./Section";

const TONES = ["plain", "ok", "warn", "bad", "cyan", "magenta", "yellow"] as const;
const ACCENTS = ["cyan", "magenta", "yellow"] as const;
const nothing = (): void => undefined;

function Prices() {
  return (
    <States label="price button: loading, free, enough, short, short without a way, busy">
      <PriceButton label="Generate" price={{ state: "loading" }} onRun={nothing} />
      <PriceButton label="Generate" price={{ state: "free" }} onRun={nothing} />
      <PriceButton label="Generate" price={{ state: "enough", credits: 8 }} onRun={nothing} />
      <PriceButton
        label="Generate"
        price={{ state: "short", credits: 8, missing: 6 }}
        onRun={nothing}
        onTopUp={nothing}
      />
      <PriceButton label="Generate" price={{ state: "short", credits: 8, missing: 6 }} onRun={nothing} />
      <PriceButton label="Generate" price={{ state: "enough", credits: 8 }} busy onRun={nothing} />
    </States>
  );
}

export function Actions() {
  const [credits, setCredits] = useState(138);
  const [chip, setChip] = useState("film");
  return (
    <Section id="actions" title="Buttons, chips, prices">
      {ACCENTS.map((accent) => (
        <div key={accent} data-accent={accent}>
          <States label={`primary, ${accent}`}>
            <Button kind="primary" size="small">
              Small
            </Button>
            <Button kind="primary">
              <Icon of={Send} />
              Start in Telegram
            </Button>
            <Button kind="primary" size="large">
              Large
            </Button>
            <Button kind="primary" busy>
              Make it move
            </Button>
            <Button kind="primary" reason="Choose a photo first.">
              Needs a photo
            </Button>
          </States>
        </div>
      ))}
      <States label="secondary, ghost, danger, icon, link, busy, disabled">
        <Button>
          <Icon of={Image} />
          Animate a photo
        </Button>
        <Button kind="ghost">Not now</Button>
        <Button kind="danger">Delete</Button>
        <Button icon aria-label="Download">
          <Icon of={Download} />
        </Button>
        <ButtonLink to="/ui">A link</ButtonLink>
        <Button busy>Saving it</Button>
        <Button reason="Nothing has changed.">Save</Button>
        <Button size="small">Small</Button>
        <Button size="large">Large</Button>
      </States>
      <Prices />
      <States label="chips: choice, accent, disabled">
        {["image", "film", "edit"].map((one) => (
          <Chip key={one} on={chip === one} onClick={() => setChip(one)}>
            {one}
          </Chip>
        ))}
        <Chip accent>grandmother’s kettle</Chip>
        <Chip disabled>resting</Chip>
      </States>
      <States label="tags">
        {TONES.map((tone) => (
          <Tag key={tone} tone={tone}>
            {tone}
          </Tag>
        ))}
      </States>
      <States label="credits: known, unknown, changing">
        <CreditsPill available={credits} onOpen={() => setCredits(credits - 8)} />
        <CreditsPill available={undefined} />
        <Button size="small" onClick={() => setCredits(credits + 8)}>
          +8
        </Button>
      </States>
      <States label="toasts">
        <Button size="small" onClick={() => toast("Saved.", { tone: "good" })}>
          Good
        </Button>
        <Button size="small" onClick={() => toast("Moved to the bin.", { undo: { label: "Undo", run: nothing } })}>
          With undo
        </Button>
      </States>
    </Section>
  );
}
