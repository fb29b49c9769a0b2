import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { Button, type ButtonKind } from "@/ui/Button";
import { Chip } from "@/ui/Chip";
import { CreditsPill } from "@/ui/CreditsPill";
import { Field } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { MediaTile } from "@/ui/MediaTile";
import { PriceButton } from "@/ui/PriceButton";
import { media } from "./samples";
import { Section } from "./Section";

/** What a pointer or a key would bring about, shown without one: `data-show` stands in for it in styles.css. */
const SHOWN = [undefined, "hover", "active", "focus"] as const;
const HEADS = ["kind", "rest", "hover", "pressed", "focus", "disabled", "busy or error"];
const KINDS: readonly ButtonKind[] = ["primary", "secondary", "ghost", "danger"];
const nothing = (): void => undefined;

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row" className="pe-4 text-start text-small font-normal text-tx3">
        {name}
      </th>
      {children}
    </tr>
  );
}

function Buttons({ kind }: { kind: ButtonKind }) {
  return (
    <Row name={kind}>
      {SHOWN.map((show) => (
        <td key={show ?? "rest"}>
          <Button kind={kind} data-show={show}>
            Make it
          </Button>
        </td>
      ))}
      <td>
        <Button kind={kind} reason="Bring a photo first">
          Make it
        </Button>
      </td>
      <td>
        <Button kind={kind} busy>
          Make it
        </Button>
      </td>
    </Row>
  );
}

function Small() {
  return (
    <>
      <Row name="icon">
        {SHOWN.map((show) => (
          <td key={show ?? "rest"}>
            <Button icon aria-label={`Download, ${show ?? "rest"}`} data-show={show}>
              <Icon of={Download} />
            </Button>
          </td>
        ))}
        <td>
          <Button icon aria-label="Download, disabled" reason="Nothing to download yet">
            <Icon of={Download} />
          </Button>
        </td>
        <td>
          <Button icon aria-label="Download, busy" busy>
            <Icon of={Download} />
          </Button>
        </td>
      </Row>
      <Row name="price">
        <td>
          <PriceButton label="Make it" price={{ state: "enough", credits: 1 }} onRun={nothing} />
        </td>
        <td colSpan={3} className="text-tiny text-tx3">
          as the primary button
        </td>
        <td>
          <PriceButton
            label="Make it"
            price={{ state: "enough", credits: 1 }}
            reason="Bring a photo first"
            onRun={nothing}
          />
        </td>
        <td>
          <PriceButton label="Make it" price={{ state: "enough", credits: 1 }} busy onRun={nothing} />
        </td>
      </Row>
      <Row name="chip">
        {SHOWN.map((show) => (
          <td key={show ?? "rest"}>
            <Chip data-show={show}>Golden light</Chip>
          </td>
        ))}
        <td>
          <Chip disabled title="Bring a photo first">
            Golden light
          </Chip>
        </td>
        <td>
          <Chip on>chosen</Chip>
        </td>
      </Row>
      <Row name="credits">
        <td colSpan={4}>
          <CreditsPill available={138} onOpen={nothing} />
        </td>
        <td colSpan={2}>
          <CreditsPill available={undefined} />
        </td>
      </Row>
    </>
  );
}

/** One look at every state of what can be pressed or filled in. */
export function Everything() {
  return (
    <Section id="states" title="Every state">
      <div className="card overflow-x-auto p-5" tabIndex={0} role="group" aria-label="Every state">
        <table className="w-full border-separate border-spacing-x-2 border-spacing-y-4">
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col" className="label text-start">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => (
              <Buttons key={kind} kind={kind} />
            ))}
            <Small />
          </tbody>
        </table>
      </div>
      <div className="grid gap-4 tablet:grid-cols-2 desktop:grid-cols-5">
        <Field label="At rest" defaultValue="Anna" />
        <Field label="Hover" defaultValue="Anna" data-show="hover" />
        <Field label="Focus" defaultValue="Anna" data-show="focus" />
        <Field label="Disabled" defaultValue="Anna" disabled title="Only its owner may change it" />
        <Field label="Error" defaultValue="a" error="Two letters at least." />
      </div>
      <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
        <MediaTile media={{ ...media, duration: 5 }} title="rest" named onOpen={nothing} className="aspect-[4/3]" />
        <MediaTile
          media={{ ...media, duration: 5 }}
          title="chosen"
          named
          selected
          onOpen={nothing}
          className="aspect-[4/3]"
        />
      </div>
    </Section>
  );
}
