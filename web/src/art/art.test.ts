import { describe, expect, it } from "vitest";
import { faceOf } from "./face";
import { coverOf } from "./picture";
import { seeded } from "./random";

describe("pictures", () => {
  it("are the same for the same id and differ between people", () => {
    expect(faceOf("anna")).toEqual(faceOf("anna"));
    const ids = Array.from({ length: 60 }, (_, n) => `person-${n}`);
    expect(new Set(ids.map((id) => JSON.stringify(faceOf(id)))).size).toBeGreaterThan(45);
    expect(coverOf("film")).toEqual(coverOf("film"));
    expect(new Set(ids.map((id) => coverOf(id).scene)).size).toBeGreaterThan(5);
  });

  it("never put a portrait on somebody's work", () => {
    for (let n = 0; n < 200; n++) expect(coverOf(`cover-${n}`).scene).not.toBe("portrait");
  });

  it("come from the same numbers on every machine", () => {
    const r = seeded(7);
    expect([r(), r(), r()].map((x) => x.toFixed(6))).toEqual(["0.011705", "0.061958", "0.976908"]);
  });
});
