import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { expAtMostZero } from "../../../../src/compiler/emit/wasm/math/exponential.js";
import { binaryFunctions, unaryFunctions } from "../../../../src/compiler/emit/wasm/math/functions.js";
import { applyBinary, applyUnary } from "../../../../src/runtime/reference/scalar.js";
import { overColumns } from "./lane-function.js";
import { evenly, everySize, hard, pairs, shuffled } from "./operands.js";
import { ulpsBetween } from "./ulp.js";

/** The bounds that docs/wasm-math.md states: `| \`exp\` | 1.0 | …`. */
const bounds = new Map(
  [...readFileSync("docs/wasm-math.md", "utf8").matchAll(/^\| `(\w+)` \| ([\d.]+) \|/gm)].map(
    ([, name = "", bound]) => [name, Number(bound)],
  ),
);

const dense = 2 ** 19;
const singles = [hard, everySize(dense), evenly(dense, 12), evenly(dense, 1.001), evenly(dense, 150)];

/** Where the largest error is: readable when it is too large. */
interface Worst {
  readonly ulps: number;
  readonly operands: readonly (number | undefined)[];
  readonly actual: number;
  readonly exact: number;
}

function worstOf(columns: readonly Float32Array[], actual: Float32Array, exact: (index: number) => number): Worst {
  let worst: Worst = { ulps: -1, operands: [], actual: 0, exact: 0 };
  actual.forEach((value, index) => {
    const right = exact(index);
    const ulps = ulpsBetween(value, right);
    if (ulps > worst.ulps)
      worst = { ulps, operands: columns.map((column) => column[index]), actual: value, exact: right };
  });
  return worst;
}

describe("functions of one operand", () => {
  it.each(Object.keys(unaryFunctions) as (keyof typeof unaryFunctions)[])("%s stays within its bound", (name) => {
    const run = overColumns(1, unaryFunctions[name]);
    for (const xs of singles) {
      const worst = worstOf([xs], run(xs), (index) => applyUnary(name, xs[index] ?? NaN, "float"));
      expect(worst.ulps, inspect(worst)).toBeLessThanOrEqual(bounds.get(name) ?? 0);
    }
  });

  it("exp stays within its bound where its operand is known to be at most 0", () => {
    const run = overColumns(1, expAtMostZero);
    for (const xs of singles.map((numbers) => numbers.map((x) => -Math.abs(x)))) {
      const worst = worstOf([xs], run(xs), (index) => applyUnary("exp", xs[index] ?? NaN, "float"));
      expect(worst.ulps, inspect(worst)).toBeLessThanOrEqual(bounds.get("exp") ?? 0);
    }
  });

  it.each(["sin", "tan", "asin", "atan", "tanh", "expm1", "log1p"] as const)("%s keeps the sign of zeros", (name) => {
    const [positive, negative] = overColumns(1, unaryFunctions[name])(Float32Array.of(0, -0));
    expect([positive, negative]).toEqual([0, -0]);
  });
});

describe("functions of two operands", () => {
  const sizes = everySize(dense);
  const near = evenly(dense, 12);
  const columns = [
    pairs(hard),
    [sizes, shuffled(sizes)],
    [near, shuffled(near)],
    [near.map(Math.abs), shuffled(near)],
  ] as const;

  it.each(["power", "atan2", "remainder"] as const)("%s stays within its bound", (name) => {
    const run = overColumns(2, binaryFunctions[name]);
    for (const [xs, ys] of columns) {
      const worst = worstOf([xs, ys], run(xs, ys), (index) =>
        applyBinary(name, xs[index] ?? NaN, ys[index] ?? NaN, "float"),
      );
      expect(worst.ulps, inspect(worst)).toBeLessThanOrEqual(bounds.get(name) ?? 0);
    }
  });

  it("modulo stays within its bound, except that it is 0 where it would round to the divisor", () => {
    const run = overColumns(2, binaryFunctions.modulo);
    for (const [xs, ys] of columns) {
      const actual = run(xs, ys);
      const worst = worstOf([xs, ys], actual, (index) => {
        const exact = applyBinary("modulo", xs[index] ?? NaN, ys[index] ?? NaN, "float");
        return actual[index] === 0 && Number.isFinite(exact) && Math.fround(exact) === ys[index] ? 0 : exact;
      });
      expect(worst.ulps, inspect(worst)).toBeLessThanOrEqual(bounds.get("modulo") ?? 0);
    }
  });

  it("atan2 tells the signs of zeros apart", () => {
    const actual = overColumns(2, binaryFunctions.atan2)(
      Float32Array.of(0, 0, -0, -0, 0),
      Float32Array.of(0, -0, 0, -0, -1),
    );
    const exact = [0, Math.PI, -0, -Math.PI, Math.PI].map(Math.fround);
    expect([...actual]).toEqual(exact);
  });

  it("remainders have the sign of the dividend, zeros too", () => {
    expect([
      ...overColumns(2, binaryFunctions.remainder)(Float32Array.of(-4, 4, -4, -5), Float32Array.of(2, -2, -2, 3)),
    ]).toEqual([-0, 0, -0, -2]);
  });
});

describe("operands that a polynomial does not cover", () => {
  it("are JavaScript's business, and no other operands are", () => {
    const asked: number[] = [];
    const sin = (x: number): number => {
      asked.push(x);
      return Math.sin(x);
    };
    const xs = Float32Array.of(1, 2, 3, 4, 5, 1e9, 6, 7);
    const ys = overColumns(1, unaryFunctions.sin, { sin })(xs);
    expect(asked).toEqual([5, 1e9, 6, 7]);
    expect(ys[5]).toBe(Math.fround(Math.sin(1e9)));
  });
});

describe("the table in docs/wasm-math.md", () => {
  it("has every function", () => {
    expect([...bounds.keys()].sort()).toEqual([...Object.keys(unaryFunctions), ...Object.keys(binaryFunctions)].sort());
  });
});
