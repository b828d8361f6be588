import { describe, expect, it } from "vitest";
import { array, call, signal } from "../lower/typed-spec.js";
import { over } from "../lower/watch.js";
import { findings, matrix, valueOf } from "./values.js";

const metres = { element: "float", shape: [], unit: { m: 1, s: 0, rad: 0, kg: 0 } } as const;
const seconds = { element: "float", shape: [], unit: { m: 0, s: 1, rad: 0, kg: 0 } } as const;
const scalar = { element: "float", shape: [] } as const;

describe("reductions", () => {
  const table = signal("x", matrix(2, 3));
  const reduced = (
    name: string,
    options: Readonly<Record<string, string | number | readonly number[]>> = {},
  ): readonly number[] | undefined => over(call(name, { x: table }, options), [{ x: [1, 2, 3, 4, 5, 9] }])[0];

  it("take all axes unless told otherwise", () => {
    expect(reduced("sum")).toEqual([24]);
    expect(reduced("mean")).toEqual([4]);
    expect(reduced("max")).toEqual([9]);
    expect(reduced("product")).toEqual([1080]);
  });
  it("take the axis that is named", () => {
    expect(reduced("sum", { axis: [0] })).toEqual([5, 7, 12]);
    expect(reduced("mean", { axis: 1 })).toEqual([2, 6]);
    expect(reduced("min", { axis: [1] })).toEqual([1, 4]);
  });
  it("take the last axis where an order along it is meant", () => {
    expect(reduced("argmax")).toEqual([2, 2]);
    expect(reduced("argmin", { axis: [0] })).toEqual([0, 0, 0]);
    expect(reduced("cumsum")).toEqual([1, 3, 6, 4, 9, 18]);
  });
  it("refuse an axis that is not there", () => {
    expect(findings("sum", { x: scalar }, { axis: 0 })).toEqual(["`sum` has no axis 0 in `float`"]);
  });
  it("count booleans", () => {
    const flags = signal("x", array("bool", 3));
    expect(over(call("sum", { x: flags }), [{ x: [1, 0, 1] }])).toEqual([[2]]);
    expect(over(call("count", { x: flags }), [{ x: [1, 0, 1] }])).toEqual([[2]]);
    expect(over(call("any", { x: flags }), [{ x: [0, 0, 0] }])).toEqual([[0]]);
    expect(over(call("all", { x: flags }), [{ x: [1, 1, 1] }])).toEqual([[1]]);
    expect(over(call("mean", { x: flags }), [{ x: [1, 0, 1] }])[0]?.[0]).toBeCloseTo(2 / 3, 12);
    expect(findings("any", { x: matrix(1, 1) })).toEqual(["`any` expects `bool` for `x`, found `float[1, 1]`"]);
  });
  it("deviate as a population or as a sample", () => {
    expect(valueOf("std", { x: [1, 3] }, { kind: "population" })).toEqual([1]);
    expect(valueOf("std", { x: [1, 3] }, { kind: "sample" })).toEqual([Math.SQRT2]);
  });
});

describe("soft maxima", () => {
  it("do not overflow", () => {
    expect(valueOf("logsumexp", { x: [1000, 1000] })[0]).toBeCloseTo(1000 + Math.LN2, 9);
    expect(valueOf("softmax", { x: [1000, 1000] })).toEqual([0.5, 0.5]);
    expect(valueOf("softmin", { x: [-1000, 1000] })).toEqual([1, 0]);
  });
  it("of impossible values are impossible", () => {
    expect(valueOf("logsumexp", { x: [-Infinity, -Infinity] })).toEqual([-Infinity]);
  });
});

describe("min and max", () => {
  it("of several values go element by element", () => {
    expect(valueOf("max", { x: [1, 5], x1: 3 })).toEqual([3, 5]);
    expect(valueOf("min", { x: [1, 5], x1: 3, x2: 2 })).toEqual([1, 2]);
  });
  it("keep NaN", () => {
    expect(valueOf("max", { x: 1, x1: NaN })).toEqual([NaN]);
    expect(valueOf("clip", { x: NaN, lo: 0, hi: 1 })).toEqual([NaN]);
  });
  it("do not compare lengths with times", () => {
    expect(findings("min", { x: metres, x1: seconds })).toEqual(["`min` expects the unit `m` for `x1`, found `s`"]);
  });
});

describe("functions of numbers", () => {
  it("have their values", () => {
    expect(valueOf("lerp", { a: 2, b: 4, t: 0.25 })).toEqual([2.5]);
    expect(valueOf("trunc_mod", { x: -7, y: 3 })).toEqual([-1]);
    expect(valueOf("soft_limit", { x: [-0.5, 0.5, 1.25], lo: 0, hi: 1 })).toEqual([0.5, 0, 0.25]);
    expect(valueOf("hamacher_product", { a: 0.5, b: 0.8 })[0]).toBeCloseTo(0.4 / 0.9, 12);
    expect(valueOf("hamacher_product", { a: 0, b: 0 })).toEqual([0]);
    expect(valueOf("log_ratio", { a: -1.5, b: -2 })).toEqual([0.5]);
    expect(valueOf("atan2", { y: 1, x: -1 })).toEqual([Math.atan2(1, -1)]);
  });
  it("wrap angles to [-pi, pi)", () => {
    expect(valueOf("wrap_angle", { x: 4 })[0]).toBeCloseTo(4 - 2 * Math.PI, 12);
    expect(valueOf("wrap_angle", { x: Math.PI })[0]).toBeCloseTo(-Math.PI, 12);
    expect(valueOf("wrap_angle", { x: -7 })[0]).toBeCloseTo(2 * Math.PI - 7, 12);
  });
  it("take exponentials of pure numbers only", () => {
    expect(findings("exp", { x: metres })).toEqual(["`exp` expects a number without unit for `x`, found `m`"]);
    expect(findings("exp", { x: { ...scalar, unit: { m: 0, s: 0, rad: 1, kg: 0 } } })).toEqual([]);
  });
});

describe("information", () => {
  it("is in nats, and 0 log 0 is 0", () => {
    expect(valueOf("entropy", { x: [0.5, 0.5, 0] })[0]).toBeCloseTo(Math.LN2, 12);
    expect(valueOf("kl", { p: [1, 0], q: [0.5, 0.5] })[0]).toBeCloseTo(Math.LN2, 12);
    expect(valueOf("kl", { p: [0.5, 0.5], q: [1, 0] })).toEqual([Infinity]);
    expect(valueOf("kl", { p: [1, 0], q: [1, 0] })).toEqual([0]);
  });
  it("projects embeddings on the way from baseline to goal", () => {
    const at = (alpha: number): readonly number[] =>
      valueOf("project_similarity", { x: [1, 1], goal: [1, 0], baseline: [0, 0], alpha });
    expect(at(0)).toEqual([0.5]);
    expect(at(1)).toEqual([1]);
    expect(at(0.5)).toEqual([1 - 0.25 / 2]);
  });
  it("matches arrays exactly", () => {
    expect(valueOf("exact_match", { a: [1, 2], b: [1, 2] })).toEqual([1]);
    expect(valueOf("exact_match", { a: [1, 2], b: [1, 3] })).toEqual([0]);
    expect(valueOf("exact_match", { a: [1, NaN], b: [1, NaN] })).toEqual([0]);
  });
});
