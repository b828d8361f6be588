import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../../src/compiler/analyze/bounds.js";
import { compile } from "../../../src/compiler/compile.js";
import { memoryHost } from "../../../src/compiler/source/memory-host.js";
import { nodeHost } from "../../../src/compiler/source/node-host.js";
import { initialState, step } from "../../../src/runtime/reference/index.js";
import { randomPrograms } from "../passes/random-program.js";

const library = nodeHost();

/** `[low, high]` of a term of a spec given without its first line. */
function boundOf(text: string, term = "t"): readonly [number, number] {
  const { program, diagnostics } = compile("a.reward", memoryHost({ "a.reward": `reward A\n${text}` }, library));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const node = program.terms.find(({ name }) => name === term)?.contribution ?? -1;
  const bound = boundsOf(program)[node];
  return [bound?.low ?? NaN, bound?.high ?? NaN];
}

const numbers = fc.oneof(fc.constantFrom(0, 1, -1, 0.5, 3), fc.double({ min: -50, max: 50, noNaN: true }));
const signals = fc.record({
  x: numbers,
  v: fc.array(numbers, { minLength: 2, maxLength: 2 }),
  p: fc.boolean(),
});

describe("bounds of a reward", () => {
  it("hold every value that a random program computes from finite inputs", () => {
    fc.assert(
      fc.property(
        randomPrograms,
        fc.array(signals, { minLength: 1, maxLength: 4 }),
        signals,
        (program, rows, reset) => {
          const bounds = boundsOf(program);
          let state = initialState(program, reset);
          for (const row of rows) {
            const moved = step(program, state, { signals: row });
            state = moved.state;
            let overflown = false;
            moved.values?.forEach((values, id) => {
              const bound = bounds[id];
              for (const value of values ?? []) {
                if (bound === undefined) throw new Error(`node ${String(id)} has no bound`);
                if (Number.isFinite(value)) {
                  const slack = 1e-9 * Math.max(1, Math.abs(value));
                  expect(value).toBeGreaterThanOrEqual(bound.low - slack);
                  expect(value).toBeLessThanOrEqual(bound.high + slack);
                } else {
                  // Arithmetic may overflow where the bounds are open; what comes of that may be anything.
                  const open = value > 0 ? bound.high === Infinity : bound.low === -Infinity;
                  expect(bound.mayBreak || overflown || open).toBe(true);
                  overflown = true;
                }
              }
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("follow declared ranges through arithmetic", () => {
    expect(boundOf("signal x: float in [-2, 3]\nterm t weight 2 = x ^ 2 - x")).toEqual([-6, 22]);
    expect(boundOf("signal x: float in [0, 1]\nterm t = sqrt(x) * sin(10 * x)")).toEqual([-1, 1]);
    expect(boundOf("signal p: bool[3]\nterm t weight -1 = count(p)")).toEqual([-3, 0]);
  });

  it("know what kernels and tolerances can be", () => {
    expect(boundOf("signal x: float\nterm t = exp(-x ^ 2 / 0.25)")).toEqual([0, 1]);
    for (const sigmoid of ["gaussian", "long_tail", "reciprocal", "cosine", "linear", "quadratic", "tanh_squared"])
      expect(boundOf(`signal x: float\nterm t = tolerance(x, [0, 1], margin: 2, sigmoid: ${sigmoid})`)).toEqual([0, 1]);
  });

  it("take the condition of a branch into account", () => {
    expect(boundOf("signal x: float in [-4, 4]\nterm t = if x > 1 then log(x) else 0")).toEqual([0, Math.log(4)]);
    expect(boundOf("signal x: float in [0, 4]\nterm t = if x > 1 and x < 2 then 1 / x else 0")).toEqual([0, 1]);
  });

  it("say nothing of other elements than the one that a condition is about", () => {
    expect(boundOf("signal v: float[2] in [-1, 1]\nterm t = sum(if v > 0 then sum(v) else 0)")).toEqual([-4, 4]);
  });

  it("follow state to a fixed point", () => {
    expect(boundOf("signal p: bool\nterm t = counter(up: p, down: not p, ceiling: 7)")).toEqual([0, 7]);
    expect(boundOf("signal x: float in [1, 2]\nterm t = delta(x)")).toEqual([-1, 1]);
    expect(boundOf("signal p: bool\nterm t = count(p) over past")[0]).toBe(0);
  });
});
