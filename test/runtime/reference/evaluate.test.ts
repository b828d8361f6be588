import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import type { BinaryFunction, NodeId, UnaryFunction } from "../../../src/compiler/ir/node.js";
import { evaluate, float32, valueOf, type Scope } from "../../../src/runtime/reference/index.js";

const nothing: Scope = {
  signal: (name) => Float64Array.of(name === "nan" ? NaN : 0),
  param: () => Float64Array.of(0),
  clock: () => 0,
  trained: () => Float64Array.of(0),
  flag: () => false,
  slot: () => Float64Array.of(0),
};

function value(make: (ir: GraphBuilder) => NodeId): number[] {
  const ir = new GraphBuilder();
  const id = make(ir);
  return [...valueOf(evaluate(ir.nodes, "step", nothing), id)];
}

const unary = (fn: UnaryFunction, x: number): number | undefined => value((ir) => ir.unary(fn, ir.constant(x)))[0];
const binary = (fn: BinaryFunction, x: number, y: number, dtype: "float" | "int" = "float"): number | undefined =>
  value((ir) => ir.binary(fn, ir.constant(x, dtype), ir.constant(y, dtype)))[0];

describe("numbers", () => {
  it("rounds halves to the even neighbour", () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 0.4999, Infinity].map((x) => unary("round", x))).toEqual([
      0,
      2,
      2,
      0,
      -2,
      0,
      Infinity,
    ]);
    expect(unary("round", NaN)).toBeNaN();
  });

  it("gives modulo the sign of the divisor and remainder that of the dividend", () => {
    expect([binary("modulo", -7, 3), binary("modulo", 7, -3), binary("modulo", -1, Infinity)]).toEqual([
      2,
      -2,
      Infinity,
    ]);
    expect([binary("remainder", -7, 3), binary("remainder", 7, -3)]).toEqual([-1, 1]);
  });

  it("has no remainder of an infinite number, nor of NaN, whatever the divisor", () => {
    for (const x of [Infinity, -Infinity, NaN]) {
      for (const y of [3, -3, Infinity, -Infinity]) expect(binary("modulo", x, y)).toBeNaN();
    }
  });

  it("has no NaN in ints: modulo by zero is 0", () => {
    expect(binary("modulo", 5, 0, "int")).toBe(0);
    expect(binary("modulo", 5, 0)).toBeNaN();
  });

  it("lets NaN through minimum, maximum, sign and relu", () => {
    expect([binary("minimum", NaN, 1), binary("maximum", 1, NaN), unary("sign", NaN), unary("relu", NaN)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });

  it("finds every comparison with NaN false, not-equal included", () => {
    const comparisons: BinaryFunction[] = ["equal", "not-equal", "less", "less-equal", "greater", "greater-equal"];
    expect(comparisons.map((fn) => binary(fn, NaN, NaN))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(comparisons.map((fn) => binary(fn, 1, NaN))).toEqual([0, 0, 0, 0, 0, 0]);
    expect(comparisons.map((fn) => binary(fn, 1, 2))).toEqual([0, 1, 1, 1, 0, 0]);
  });

  it("divides ints as real numbers", () => {
    expect(binary("divide", 1, 4, "int")).toBe(0.25);
  });

  it("keeps a sigmoid finite far out on both sides", () => {
    expect([unary("sigmoid", -1000), unary("sigmoid", 0), unary("sigmoid", 1000)]).toEqual([0, 0.5, 1]);
  });
});

describe("arrays", () => {
  const grid = (ir: GraphBuilder): NodeId => ir.constant([1, 2, 3, 4, 5, 6], "float", [2, 3]);

  it("broadcasts dimensions of 1 and aligns from the right", () => {
    expect(value((ir) => ir.binary("add", grid(ir), ir.constant([10, 20, 30], "float", [3])))).toEqual([
      11, 22, 33, 14, 25, 36,
    ]);
    expect(value((ir) => ir.binary("add", grid(ir), ir.constant([10, 20], "float", [2, 1])))).toEqual([
      11, 12, 13, 24, 25, 26,
    ]);
  });

  it("takes one side of a select only, whatever the other holds", () => {
    expect(
      value((ir) =>
        ir.select(
          ir.constant([1, 0], "bool", [2]),
          ir.constant([1, NaN], "float", [2]),
          ir.constant([NaN, 2], "float", [2]),
        ),
      ),
    ).toEqual([1, 2]);
  });

  it("reduces over the axes asked for", () => {
    expect(value((ir) => ir.reduce("sum", grid(ir), [0]))).toEqual([5, 7, 9]);
    expect(value((ir) => ir.reduce("max", grid(ir), [1]))).toEqual([3, 6]);
    expect(value((ir) => ir.reduce("product", grid(ir)))).toEqual([720]);
  });

  it("reduces nothing to the identity", () => {
    const empty = (ir: GraphBuilder): NodeId => ir.constant([], "float", [0]);
    expect(value((ir) => ir.reduce("sum", empty(ir)))).toEqual([0]);
    expect(value((ir) => ir.reduce("product", empty(ir)))).toEqual([1]);
    expect(value((ir) => ir.reduce("all", ir.constant([], "bool", [0])))).toEqual([1]);
    expect(value((ir) => ir.reduce("any", ir.constant([], "bool", [0])))).toEqual([0]);
  });

  it("finds the first of equal extrema and passes over NaN", () => {
    expect(value((ir) => ir.argExtremum("max", ir.constant([NaN, 1, 7, 7], "float", [4]), 0))).toEqual([2]);
    expect(value((ir) => ir.argExtremum("min", grid(ir), 0))).toEqual([0, 0, 0]);
  });

  it("moves elements: slice, gather, concat, transpose, reshape, cumulative sum, lookup", () => {
    expect(value((ir) => ir.slice(grid(ir), [1, 1], [1, 2]))).toEqual([5, 6]);
    expect(value((ir) => ir.gather(grid(ir), 1, [2, 0]))).toEqual([3, 1, 6, 4]);
    expect(value((ir) => ir.concat([grid(ir), ir.constant([9, 9], "float", [2, 1])], 1))).toEqual([
      1, 2, 3, 9, 4, 5, 6, 9,
    ]);
    expect(value((ir) => ir.transpose(grid(ir), [1, 0]))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(value((ir) => ir.reshape(grid(ir), [3, 2]))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(value((ir) => ir.cumulativeSum(grid(ir), 1))).toEqual([1, 3, 6, 4, 9, 15]);
    expect(value((ir) => ir.lookup([10, 20, 30], ir.constant([2, 0], "int", [2]), "int"))).toEqual([30, 10]);
  });

  it("transposes three axes", () => {
    const cube = value((ir) =>
      ir.transpose(ir.constant([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], "float", [2, 3, 2]), [2, 0, 1]),
    );
    expect(cube).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  });
});

describe("single precision", () => {
  it("rounds every float operation, and constants too", () => {
    const ir = new GraphBuilder();
    const sum = ir.binary("add", ir.constant(0.1), ir.constant(0.2));
    expect(valueOf(evaluate(ir.nodes, "step", nothing, { precision: float32 }), sum)[0]).toBe(
      Math.fround(Math.fround(0.1) + Math.fround(0.2)),
    );
  });
});
