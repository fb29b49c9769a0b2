import { SlidersHorizontal, Sparkles } from "lucide-react";
import { useState } from "react";
import { Art } from "@/ui/Art";
import { Card } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Select, Slider, Switch } from "@/ui/Choice";
import { Field, TextArea } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { ModelForm } from "@/ui/ModelForm";
import { ModelPicker } from "@/ui/ModelPicker";
import { PriceButton } from "@/ui/PriceButton";
import { PromptBar } from "@/ui/PromptBar";
import { TextChange } from "@/ui/TextChange";
import { Upload } from "@/ui/Upload";
import { defaultsOf, type Values } from "@/lib/model-schema";
import { formInputs, models } from "./samples";
import { Section } from "./Section";

const nothing = (): void => undefined;

function Fields() {
  const [shape, setShape] = useState("photo");
  const [seconds, setSeconds] = useState(5);
  const [on, setOn] = useState(true);
  return (
    <Card title="Fields" level={3} className="flex flex-col gap-4">
      <Field label="Name" hint="As others see it." defaultValue="Anna" />
      <Field label="E-mail" type="email" error="This address has no @." defaultValue="anna.example" />
      <Field label="Handle" optional disabled defaultValue="anna" />
      <TextArea label="Words" placeholder="As many as you like" />
      <Select
        label="Shape"
        value={shape}
        onChange={setShape}
        options={["photo", "16:9", "9:16", "1:1"].map((value) => ({ value, label: value }))}
      />
      <Slider label="Seconds" value={seconds} min={4} max={10} onChange={setSeconds} />
      <Switch label="Results also go to Telegram" on={on} onChange={setOn} />
      <Switch label="Not linked yet" hint="Link Telegram first." on={false} disabled onChange={nothing} />
    </Card>
  );
}

function Prompt() {
  const [idea, setIdea] = useState(
    "She turns as the train passes, hair and grass lift in the wind, slow push-in, warm dusk light",
  );
  const [change, setChange] = useState<"offered" | "taken">();
  const better = `${idea}, soft rain`;
  return (
    <PromptBar
      value={idea}
      onChange={setIdea}
      onRun={nothing}
      note="about 50 s"
      panel={
        change && (
          <TextChange
            before={idea}
            after={better}
            taken={change === "taken"}
            onTake={() => setChange("taken")}
            onLeave={() => setChange(undefined)}
            onUndo={() => setChange(undefined)}
          />
        )
      }
      attachment={
        <Art
          picture={{ what: "scene", scene: "rails", palette: "dusk", seed: 4 }}
          className="size-[54px] shrink-0 rounded-field"
        />
      }
      onEnhance={() => setChange("offered")}
      options={
        <>
          <Chip tall accent>
            <Icon of={Sparkles} size={14} />
            Photo in motion
          </Chip>
          <Chip tall className="max-tablet:hidden">
            5 s
          </Chip>
          <Chip tall aria-label="Options">
            <Icon of={SlidersHorizontal} size={14} />
          </Chip>
        </>
      }
      action={<PriceButton label="Generate" price={{ state: "enough", credits: 8 }} onRun={nothing} />}
    />
  );
}

function FromSchema() {
  const [values, setValues] = useState<Values>(() => defaultsOf(formInputs));
  return (
    <Card title="Model form, from its schema" level={3}>
      <div className="mt-4">
        <ModelForm
          model="local/photo-motion"
          inputs={formInputs}
          values={values}
          without={["photo"]}
          onChange={(field, value) => setValues((old) => ({ ...old, [field]: value }))}
          faults={{ seconds: { code: "too_big", max: 10 } }}
        />
      </div>
    </Card>
  );
}

export function Forms() {
  const [chosen, setChosen] = useState("local/photo-motion");
  return (
    <Section id="forms" title="Forms, prompt, models, upload">
      <Prompt />
      <div className="grid gap-4 desktop:grid-cols-2">
        <Fields />
        <div className="flex flex-col gap-4">
          <div className="glass p-2">
            <ModelPicker label="Models for photo to film" models={models} chosen={chosen} onChoose={setChosen} />
          </div>
          <FromSchema />
        </div>
        <Upload status={{ state: "waiting" }} onFile={nothing} />
        <Upload
          status={{ state: "sending", name: "grandmother-1974.jpg", fraction: 0.42 }}
          onFile={nothing}
          onCancel={nothing}
        />
        <Upload status={{ state: "checking", fraction: 1, name: "grandmother-1974.jpg" }} onFile={nothing} />
        <Upload
          status={{
            state: "failed",
            problem: {
              type: "about:blank",
              title: "The file is damaged",
              status: 422,
              code: "broken_file",
              remedy: "Open it and save a fresh copy.",
            },
          }}
          onFile={nothing}
          onRetry={nothing}
        />
      </div>
    </Section>
  );
}
