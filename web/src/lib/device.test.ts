import { expect, it } from "vitest";
import { deviceOf } from "./device";

it("names browser and system as people know them", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36";
  expect(deviceOf(chrome)).toBe("Chrome · Linux");
  expect(deviceOf(`${chrome} Edg/141.0.0.0`)).toBe("Edge · Linux");
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1";
  expect(deviceOf(phone)).toBe("Safari · iPhone");
});

it("leaves what it does not know as it is", () => {
  expect(deviceOf("reverie-terminal/1")).toBe("reverie-terminal/1");
});
