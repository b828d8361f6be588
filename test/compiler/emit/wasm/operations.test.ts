import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { BinaryFunction } from "../../../../src/compiler/ir/node.js";
import type { LoopTable, ScalarUnary } from "../../../../src/compiler/emit/fused/loop-program.js";
import type { ScalarType } from "../../../../src/runtime/fused/layout.js";
import { reinterpret } from "../../../../src/compiler/emit/wasm/encoder/code.js";
import type { FunctionBody } from "../../../../src/compiler/emit/wasm/encoder/function-body.js";
import { binary } from "../../../../src/compiler/emit/wasm/operations/binary.js";
import { choose } from "../../../../src/compiler/emit/wasm/operations/choose.js";
import { constant } from "../../../../src/compiler/emit/wasm/operations/constant.js";
import type { Lanes } from "../../../../src/compiler/emit/wasm/operations/lanes.js";
import { lookUp, placeTables } from "../../../../src/compiler/emit/wasm/operations/tables.js";
import { unary } from "../../../../src/compiler/emit/wasm/operations/unary.js";
import { applyBinary, applyUnary } from "../../../../src/runtime/reference/scalar.js";
import { overColumns } from "./lane-function.js";
import { hard, pairs } from "./operands.js";
import { ulpsBetween } from "./ulp.js";

type Numbers = Float32Array | Int32Array;

const wholes = [0, 1, 2, 3, 5, 7, 64, 1000, 46_340, 65_536, 2 ** 24 + 1, 2 ** 31 - 1];
const operands: Readonly<Record<ScalarType, Numbers>> = {
  float: hard,
  int: Int32Array.from([...wholes.flatMap((x) => [x, -x]), -(2 ** 31)]),
  bool: Int32Array.of(0, -1),
};

/** Whole numbers travel as the bits of floats; a mask is 0 or −1. */
function asFloats(numbers: Numbers): Float32Array {
  return new Float32Array(numbers.buffer, numbers.byteOffset, numbers.length);
}

function lanesOf(type: ScalarType, bits: Parameters<typeof unary>[2]["code"]): Lanes {
  return type === "float" ? { type, code: reinterpret("f32x4", bits) } : { type, code: reinterpret("i32x4", bits) };
}

/** Runs an operation over columns and gives what it gives, booleans as 0 and 1. */
function run(
  input: ScalarType,
  result: ScalarType,
  columns: readonly Numbers[],
  operation: (body: FunctionBody, x: Lanes, y: Lanes) => Lanes,
): readonly number[] {
  const compute = overColumns(columns.length === 1 ? 1 : 2, (body, x, y) => {
    const value = operation(body, lanesOf(input, x), lanesOf(input, y));
    expect(value.type).toBe(result);
    return reinterpret("f32x4", value.code);
  });
  const out = compute(...columns.map(asFloats));
  if (result === "float") return [...out];
  return [...new Int32Array(out.buffer, out.byteOffset, out.length)].map((x) => (result === "bool" ? x & 1 : x));
}

/** What the reference makes of one operand: masks are 0 and 1 there. */
function plain(type: ScalarType, x: number | undefined): number {
  return type === "bool" ? Math.abs(x ?? NaN) : (x ?? NaN);
}

const sameInFloat = ["negate", "abs", "sign", "floor", "ceil", "truncate", "sqrt"] as const;

const unaries: readonly (readonly [ScalarUnary, ScalarType, ScalarType])[] = [
  ...sameInFloat.map((fn) => [fn, "float", "float"] as const),
  ["is-finite", "float", "bool"],
  ["cast", "float", "int"],
  ["cast", "int", "float"],
  ["cast", "bool", "int"],
  ["cast", "bool", "float"],
  ["not", "bool", "bool"],
  ...(["negate", "abs", "sign"] as const).map((fn) => [fn, "int", "int"] as const),
];

describe("operations of one operand", () => {
  it.each(unaries)("%s of %s is the reference's, rounded", (fn, input, result) => {
    const numbers = operands[input];
    const actual = run(input, result, [numbers], (body, x) => unary(body, fn, x, result));
    actual.forEach((value, index) => {
      const exact = applyUnary(fn, plain(input, numbers[index]), result);
      // The smallest int has no opposite in 32 bits, as in tfjs.
      const rounded = result === "float" ? Math.fround(exact) : exact | 0;
      expect([fn, numbers[index], value]).toEqual([fn, numbers[index], rounded]);
    });
  });

  it("round takes halves to the even neighbour", () => {
    const numbers = Float32Array.of(0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999997, 8388607.5);
    expect(run("float", "float", [numbers], (body, x) => unary(body, "round", x, "float"))).toEqual([
      0, 2, 2, -0, -2, -2, 0, 8388608,
    ]);
  });
});

const comparisons = ["equal", "not-equal", "less", "less-equal", "greater", "greater-equal"] as const;
const arithmetic = ["add", "subtract", "multiply", "minimum", "maximum"] as const;
const binaries: readonly (readonly [BinaryFunction, ScalarType, ScalarType])[] = [
  ...[...arithmetic, "divide" as const].map((fn) => [fn, "float", "float"] as const),
  ...comparisons.flatMap((fn) => [[fn, "float", "bool"] as const, [fn, "int", "bool"] as const]),
  ...[...arithmetic, "modulo" as const, "remainder" as const].map((fn) => [fn, "int", "int"] as const),
  ...(["and", "or", "xor"] as const).map((fn) => [fn, "bool", "bool"] as const),
];

describe("operations of two operands", () => {
  it.each(binaries)("%s of %s is the reference's, rounded", (fn, input, result) => {
    const numbers = operands[input];
    const [left, right] = pairs(asFloats(numbers));
    const columns = input === "float" ? [left, right] : [left, right].map((column) => new Int32Array(column.buffer));
    const actual = run(input, result, columns, (body, x, y) => binary(body, fn, x, y));
    const wrong = actual.flatMap((value, index) => {
      const [x, y] = columns.map((column) => plain(input, column[index]));
      const exact = applyBinary(fn, x ?? NaN, y ?? NaN, result);
      const right =
        result === "float" ? ulpsBetween(value, exact) <= 0.5 : value === wrapped(fn, x ?? NaN, y ?? NaN, exact);
      return right ? [] : [inspect({ x, y, value, exact })];
    });
    expect(wrong).toEqual([]);
  });
});

describe("extrema beside a constant", () => {
  it.each(["minimum", "maximum"] as const)("%s keeps NaN and signs of zeros as the reference does", (fn) => {
    for (const bound of [0, -0, 1, -1.5, 2 ** -149, Infinity, -Infinity, NaN]) {
      const exact = [...hard].map((x) => Math.fround(applyBinary(fn, x, bound, "float")));
      const beside = (operation: (body: FunctionBody, x: Lanes) => Lanes) => run("float", "float", [hard], operation);
      expect(beside((body, x) => binary(body, fn, x, constant(bound, "float")))).toEqual(exact);
      expect(beside((body, x) => binary(body, fn, constant(bound, "float"), x))).toEqual(exact);
    }
  });
});

/** Ints wrap around at 32 bits; a product of large ones is exact only in whole numbers. */
function wrapped(fn: BinaryFunction, x: number, y: number, exact: number): number {
  return fn === "multiply" ? Math.imul(x, y) : exact | 0;
}

describe("choice and constants", () => {
  it("takes one side lane by lane, whatever the other is", () => {
    const chosen = run("float", "float", [Float32Array.of(1, -1, 2, NaN)], (body, x) =>
      choose(
        body,
        binary(body, "less", x, constant(0, "float")),
        constant(7, "float"),
        unary(body, "sqrt", x, "float"),
      ),
    );
    expect(chosen).toEqual([1, 7, Math.fround(Math.SQRT2), NaN]);
    const whole = run("int", "int", [Int32Array.of(1, -1, 2, 0)], (body, x) =>
      choose(body, binary(body, "less", x, constant(0, "int")), constant(-9, "int"), x),
    );
    expect(whole).toEqual([1, -9, 2, 0]);
    const truth = run("bool", "bool", [Int32Array.of(0, -1)], (body, x) =>
      choose(body, x, constant(0, "bool"), constant(3, "bool")),
    );
    expect(truth).toEqual([1, 0]);
  });

  it("masks out what stands against 0, and tells −0 from it", () => {
    const x = Float32Array.of(1, -1, -0, NaN);
    const negative = (body: FunctionBody, value: Lanes): Lanes => binary(body, "less", value, constant(0, "float"));
    for (const zero of [0, -0]) {
      const kept = run("float", "float", [x], (body, value) =>
        choose(body, negative(body, value), value, constant(zero, "float")),
      );
      expect(kept).toEqual([zero, -1, zero, zero]);
      const dropped = run("float", "float", [x], (body, value) =>
        choose(body, negative(body, value), constant(zero, "float"), value),
      );
      expect(dropped).toEqual([1, zero, -0, NaN]);
    }
    const whole = run("int", "int", [Int32Array.of(3, -3)], (body, value) =>
      choose(body, binary(body, "less", value, constant(0, "int")), value, constant(0, "int")),
    );
    expect(whole).toEqual([0, -3]);
  });

  it("refuses operands of the wrong type: that is a fault of the compiler", () => {
    const wrong = (): unknown =>
      run("int", "int", [Int32Array.of(1)], (body, x) => binary(body, "add", x, constant(1, "float")));
    expect(wrong).toThrow("float where an int belongs");
  });
});

describe("tables", () => {
  const indices = Int32Array.of(0, 2, 1, 3, -1, 1000, 2 ** 31 - 1, -(2 ** 31));
  const table = (values: readonly number[], type: ScalarType): LoopTable => ({ values, type, label: "" });
  const entries = (values: readonly number[], type: ScalarType): readonly number[] =>
    run("int", type, [indices], (body, index) => {
      const [placed] = placeTables(body.module, [table(values, type)]);
      if (placed === undefined) throw new Error("no place");
      return lookUp(body, placed, index);
    });

  it("give the entry of each lane, and NaN, 0 or false outside", () => {
    expect(entries([0.5, -1.5, 1e30], "float")).toEqual([0.5, Math.fround(1e30), -1.5, NaN, NaN, NaN, NaN, NaN]);
    expect(entries([7, -8, 9], "int")).toEqual([7, 9, -8, 0, 0, 0, 0, 0]);
    expect(entries([1, 0, 1], "bool")).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
  });

  it("lie behind each other", () => {
    const both = run("int", "int", [indices], (body, index) => {
      const [first, second] = placeTables(body.module, [table([10, 20, 30], "int"), table([1, 2, 3], "int")]);
      if (first === undefined || second === undefined) throw new Error("no place");
      return binary(body, "add", lookUp(body, first, index), lookUp(body, second, index));
    });
    expect(both).toEqual([11, 33, 22, 0, 0, 0, 0, 0]);
  });
});
