import { expect, it } from "vitest";
import { suggest } from "../../../src/compiler/diagnostics/suggest.js";

it("finds the nearest known word", () => {
  expect(suggest("at_gaol", ["at_goal", "at_door"])).toBe("at_goal");
});

it("ignores case", () => {
  expect(suggest("Coffee", ["coffee"])).toBe("coffee");
});

it("stays silent when nothing is near", () => {
  expect(suggest("ab", ["xyz", "torque"])).toBeUndefined();
});

it("counts two neighbours that changed places as one slip", () => {
  expect(suggest("flaot", ["bool", "float"])).toBe("float");
});
