import { describe, expect, it } from "vitest";
import { call, constant, signal } from "../lower/typed-spec.js";
import { scalarsOver } from "../lower/watch.js";
import { findings, valueOf } from "./values.js";

const margin = 2;
const bounds = [0, 1];
const scalar = { element: "float", shape: [] } as const;

/** dm_control's values at x = 2 with bounds (0, 1) and margin 2, so half a margin outside. */
const golden: readonly (readonly [sigmoid: string, tenth: number, half: number])[] = [
  ["gaussian", 0.562341325, 0.840896415],
  ["hyperbolic", 0.426401433, 0.816496581],
  ["long_tail", 0.307692308, 0.8],
  ["reciprocal", 0.181818182, 0.666666667],
  ["cosine", 0.658113883, 0.853553391],
  ["linear", 0.55, 0.75],
  ["quadratic", 0.775, 0.875],
  ["tanh_squared", 0.480506147, 0.828427125],
];

describe.each(golden)("tolerance with the sigmoid %s", (sigmoid, tenth, half) => {
  const at = (x: number, value_at_margin: number): number =>
    valueOf("tolerance", { x, bounds, margin }, { sigmoid, value_at_margin })[0] ?? NaN;

  it("has the published values half a margin outside", () => {
    expect(at(2, 0.1)).toBeCloseTo(tenth, 9);
    expect(at(2, 0.5)).toBeCloseTo(half, 9);
    expect(at(-1, 0.1)).toBeCloseTo(tenth, 9);
  });
  it("is 1 within the bounds, both included", () => {
    for (const x of [0, 0.3, 1]) expect(at(x, 0.1)).toBe(1);
  });
  it("has the value at the margin there", () => {
    expect(at(3, 0.1)).toBeCloseTo(0.1, 9);
    expect(at(-2, 0.25)).toBeCloseTo(0.25, 9);
  });
  it("never turns NaN into a number", () => {
    expect(at(NaN, 0.1)).toBeNaN();
    expect(valueOf("tolerance", { x: NaN, bounds, margin: 0 }, { sigmoid })).toEqual([NaN]);
    expect(
      scalarsOver(call("tolerance", { x: signal("x"), bounds: constant([0, 1]) }, { sigmoid }), [{ x: NaN }]),
    ).toEqual([NaN]);
  });
  it("is 0 infinitely far away", () => {
    expect(at(Infinity, 0.1)).toBe(0);
    expect(at(-Infinity, 0.1)).toBe(0);
  });
});

describe("tolerance", () => {
  it("is 0 outside without a margin, known or not", () => {
    const sharp = call("tolerance", { x: signal("x"), bounds: constant([0, 1]) });
    expect(scalarsOver(sharp, [{ x: -0.1 }, { x: 0 }, { x: 1 }, { x: 1.1 }])).toEqual([0, 1, 1, 0]);
    expect(valueOf("tolerance", { x: 1.1, bounds, margin: 0 })).toEqual([0]);
  });
  it("takes one number as both bounds and 0 where none is given", () => {
    expect(valueOf("tolerance", { x: 1, bounds: 1, margin: 1 })).toEqual([1]);
    expect(
      scalarsOver(
        call("tolerance", { x: signal("x"), margin: constant(1) }, { sigmoid: "linear", value_at_margin: 0 }),
        [{ x: 0.25 }],
      ),
    ).toEqual([0.75]);
  });
  it("may be open on one side", () => {
    expect(valueOf("tolerance", { x: 100, bounds: [1.2, Infinity], margin: 0.6 })).toEqual([1]);
    expect(
      valueOf("tolerance", { x: 0.9, bounds: [1.2, Infinity], margin: 0.6 }, { sigmoid: "linear" })[0],
    ).toBeCloseTo(0.55, 12);
  });
  it("works element by element", () => {
    const each = valueOf(
      "tolerance",
      { x: [0, 0.5, 2], bounds: 0, margin: 1 },
      { sigmoid: "quadratic", value_at_margin: 0 },
    );
    expect(each).toEqual([1, 0.75, 0]);
  });
  it("refuses a value at the margin that its shape never has", () => {
    expect(findings("tolerance", { x: scalar }, { sigmoid: "reciprocal", value_at_margin: 0 })).toEqual([
      "`value_at_margin` of `tolerance` must be in (0, 1) for `reciprocal`, found `0`",
    ]);
    expect(findings("tolerance", { x: scalar }, { sigmoid: "linear", value_at_margin: 1 })).toEqual([
      "`value_at_margin` of `tolerance` must be in [0, 1), found `1`",
    ]);
    expect(findings("tolerance", { x: scalar }, { sigmoid: "linear", value_at_margin: 0 })).toEqual([]);
  });
  it("refuses bounds that are no pair", () => {
    expect(findings("tolerance", { x: scalar, bounds: { element: "float", shape: [{ size: 3 }] } })).toEqual([
      "`tolerance` expects one number or a pair `[lo, hi]` for `bounds`, found `float[3]`",
    ]);
  });
});
