import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { defaultsOf, faultsOf, fieldsOf, type Values } from "@/lib/model-schema";
import { byFit } from "@/ui/ModelPicker";
import { Button } from "@/ui/Button";
import { ModelForm } from "@/ui/ModelForm";
import { PriceButton, priceOf } from "@/ui/PriceButton";
import { DataTable } from "@/ui/DataTable";
import { checkPhoto } from "@/lib/photo-check";
import { formInputs, models } from "@/app/pages/ui/samples";
import { speak } from "./words";

beforeAll(() => speak("en"));

describe("the price button", () => {
  it("says its price to the ear as well as to the eye, and runs", async () => {
    const run = vi.fn();
    render(<PriceButton label="Generate" price={{ state: "enough", credits: 8 }} onRun={run} />);
    await userEvent.click(screen.getByRole("button", { name: "Generate, 8 credits" }));
    expect(run).toHaveBeenCalledOnce();
  });

  it("does nothing while the price is not known", async () => {
    const run = vi.fn();
    render(<PriceButton label="Generate" price={{ state: "loading" }} onRun={run} />);
    await userEvent.click(screen.getByRole("button"));
    expect(run).not.toHaveBeenCalled();
  });

  it("turns a short balance into a way forward with the missing amount", async () => {
    const [run, topUp] = [vi.fn(), vi.fn()];
    render(
      <PriceButton
        label="Generate"
        price={priceOf({ credits: 8, available: 2, enough: false })}
        onRun={run}
        onTopUp={topUp}
      />,
    );
    await userEvent.click(screen.getByRole("button", { name: "Top up 6 more" }));
    expect(topUp).toHaveBeenCalledWith(6);
    expect(run).not.toHaveBeenCalled();
  });

  it("only says what is missing where nothing can be bought yet", async () => {
    render(<PriceButton label="Generate" price={{ state: "short", credits: 1, missing: 0.5 }} onRun={vi.fn()} />);
    expect(screen.getByRole("button", { name: "0.5 credits short" })).toHaveAttribute("aria-disabled", "true");
  });

  it("reads a quote", () => {
    expect(priceOf(undefined)).toEqual({ state: "loading" });
    expect(priceOf({ credits: 0, available: 0, enough: true })).toEqual({ state: "free" });
    expect(priceOf({ credits: 0.3, available: 0.1, enough: false })).toEqual({
      state: "short",
      credits: 0.3,
      missing: 0.2,
    });
  });
});

it("a busy button takes no second press and keeps its words for the ear", async () => {
  const press = vi.fn();
  render(
    <Button busy onClick={press}>
      Save
    </Button>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(press).not.toHaveBeenCalled();
});

describe("a form from a model's schema", () => {
  function Form({ changed, without = ["photo"] }: { changed?: (values: Values) => void; without?: string[] }) {
    const [values, setValues] = useState<Values>(() => defaultsOf(formInputs));
    return (
      <ModelForm
        model="local/photo-motion"
        inputs={formInputs}
        values={values}
        without={without}
        messages={{ idea: "Say a little more." }}
        onChange={(field, value) => {
          const next = { ...values, [field]: value };
          setValues(next);
          changed?.(next);
        }}
        renderMedia={(_, label) => <p>pick a {label}</p>}
      />
    );
  }

  it("chooses the control by the schema and its hints, in the catalog's order", () => {
    expect(fieldsOf(formInputs).map(({ name, widget }) => [name, widget])).toEqual([
      ["photo", "media"],
      ["idea", "prompt"],
      ["seconds", "slider"],
      ["aspect", "choice"],
      ["resolution", "choice"],
      ["seed", "seed"],
    ]);
    expect(defaultsOf(formInputs)).toEqual({ seconds: 5, aspect: "photo", resolution: "720p" });
  });

  it("gives back numbers as numbers and leaves out what is empty", async () => {
    const changed = vi.fn();
    render(<Form changed={changed} />);
    await userEvent.click(screen.getByText("Advanced"));
    await userEvent.type(screen.getByLabelText(/Seed/), "7");
    expect(changed).toHaveBeenLastCalledWith(expect.objectContaining({ seed: 7 }));
    await userEvent.clear(screen.getByLabelText(/Seed/));
    expect(changed.mock.lastCall?.[0].seed).toBeUndefined();
  });

  it("ties the server's message to its field", () => {
    render(<Form />);
    expect(screen.getByLabelText(/Idea/)).toHaveAccessibleDescription(/Say a little more/);
    expect(screen.getByLabelText(/Idea/)).toBeInvalid();
  });

  it("lets the page bring its own way to choose a picture", () => {
    render(<Form without={[]} />);
    expect(screen.getByText("pick a Photo")).toBeInTheDocument();
  });

  it("finds what the server would refuse", () => {
    expect(faultsOf(formInputs, { seconds: 11, seed: 1.5, idea: "x".repeat(20_001) })).toEqual({
      photo: { code: "required" },
      idea: { code: "too_long", max: 20_000 },
      seconds: { code: "too_big", max: 10 },
      seed: { code: "not_a_number" },
    });
  });
});

it("models: the local engine first, those that can't run last", () => {
  expect(byFit(models).map(({ id }) => id)).toEqual([
    "local/photo-motion",
    "sample/free",
    "sample/long",
    "sample/sound",
  ]);
});

it("a table sorts by a heading, and the other way on the second press", async () => {
  const rows = [{ n: 10 }, { n: 9 }, { n: 100 }];
  render(
    <DataTable
      label="Numbers"
      rows={rows}
      keyOf={(row) => String(row.n)}
      columns={[{ id: "n", title: "N", cell: (row) => <b>{row.n}</b>, sort: (row) => row.n }]}
    />,
  );
  const shown = () => screen.getAllByRole("cell").map((cell) => cell.querySelector("b")?.textContent);
  await userEvent.click(screen.getByRole("button", { name: "N" }));
  expect(shown()).toEqual(["9", "10", "100"]);
  await userEvent.click(screen.getByRole("button", { name: "N" }));
  expect(shown()).toEqual(["100", "10", "9"]);
  expect(screen.getByRole("columnheader")).toHaveAttribute("aria-sort", "descending");
});

it("a photo is looked at before it is sent", async () => {
  const file = (name: string, type: string, bytes = 10) => new File([new Uint8Array(bytes)], name, { type });
  expect(await checkPhoto(file("a.pdf", "application/pdf"))).toEqual({ code: "wrongType" });
  expect(await checkPhoto(file("a.jpg", "image/jpeg", 0))).toEqual({ code: "empty" });
  expect(await checkPhoto(file("a.jpg", "image/jpeg", 25_000_001))).toEqual({ code: "tooLarge", bytes: 25_000_001 });
  expect(await checkPhoto(file("a.JPG", ""))).toBeUndefined();
  expect(await checkPhoto(file("a.heic", "image/heic"))).toEqual({ code: "wrongType" });
});
