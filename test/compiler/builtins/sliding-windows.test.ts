import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fusedKernelOf } from "../../../src/compiler/emit/fused/javascript/kernel.js";
import { scalarise } from "../../../src/compiler/emit/fused/scalarise/index.js";
import { kernelOf } from "../../../src/compiler/emit/tfjs/closure.js";
import { wasmKernelOf } from "../../../src/compiler/emit/wasm/kernel.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { stream } from "../../../src/runtime/random/index.js";
import { programOf, rewards } from "../lower/run.js";

/* Windows of many steps are folded as they slide; what they mean is what a look at the last n steps says. */

type Step = readonly [x: number, p: boolean];

/** The value in each step of a function of those of the last n steps that count. */
function byDefinition(
  trace: readonly Step[],
  n: number,
  where: boolean,
  of: (xs: readonly number[]) => number,
): readonly number[] {
  return trace.map((_, now) =>
    of(
      trace
        .slice(Math.max(0, now - n + 1), now + 1)
        .filter(([, p]) => p || !where)
        .map(([x]) => x),
    ),
  );
}

const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0);
const cases = [
  { name: "min", body: "min(x, empty: 9)", of: (xs: readonly number[]) => Math.min(9, ...xs) },
  { name: "max", body: "max(x, empty: -9)", of: (xs: readonly number[]) => Math.max(-9, ...xs) },
  { name: "sum", body: "sum(x)", of: sum },
  {
    name: "mean",
    body: "mean(x, empty: 7)",
    of: (xs: readonly number[]) => (xs.length === 0 ? 7 : sum(xs) / xs.length),
  },
  { name: "count", body: "count(x > 0)", of: (xs: readonly number[]) => xs.filter((x) => x > 0).length },
] as const;

describe("windows of many steps", () => {
  it.each(cases)("$name is what the last n steps say", ({ body, of }) => {
    const numbers = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 64, max: 71 }), fc.boolean(), (trace, n, where) => {
        const spec = `signal x: float in [-9, 9]\nsignal p: bool\nterm t = ${body} over last ${n}${where ? " where p" : ""}`;
        const found = rewards(
          spec,
          trace.map(([x, p]) => ({ x, p })),
        );
        byDefinition(trace, n, where, of).forEach((value, step) => expect(found[step]).toBeCloseTo(value, 12));
      }),
      { numRuns: 12 },
    );
  });

  it("forgets what was before a reset, and what is not finite", () => {
    const spec = "nan zero\nsignal x: float\nterm t = max(x) over last 64";
    const trace = [1, Infinity, 2, ...Array.from({ length: 70 }, () => -1)].map((x) => ({ x }));
    // Infinity counts in its own step, whose term is not finite, and is not remembered.
    const expected = [1, 0, ...Array.from({ length: 64 }, () => 2), ...Array.from({ length: 7 }, () => -1)];
    expect(rewards(spec, trace)).toEqual(expected);
  });

  it.each([
    ["tfjs", kernelOf],
    ["fused-js", fusedKernelOf],
    ["WebAssembly", wasmKernelOf],
  ] as const)(
    "are those of each episode on %s, however long it is",
    async (_, make) => {
      await useBackend("cpu");
      const spec = `
signal x: float in [-9, 9]
signal p: bool
term low = min(x) over last 64
term high = max(x, empty: 0) over last 65 where p
term mean = mean(x, empty: 1) over last 70 where p
term way = norm(sum([x, 2 * x]) over last 67)
`;
      const definitions = {
        low: (trace: readonly Step[]) => byDefinition(trace, 64, false, (xs) => Math.min(...xs)),
        high: (trace: readonly Step[]) =>
          byDefinition(trace, 65, true, (xs) => (xs.length === 0 ? 0 : Math.max(...xs))),
        mean: (trace: readonly Step[]) =>
          byDefinition(trace, 70, true, (xs) => (xs.length === 0 ? 1 : sum(xs) / xs.length)),
        way: (trace: readonly Step[]) => byDefinition(trace, 67, false, (xs) => Math.sqrt(5) * Math.abs(sum(xs))),
      };
      const environments = 5;
      const random = stream(7, "test/windows");
      const kernel = make(programOf(spec));
      let state = kernel.init(environments);
      let traces = Array.from({ length: environments }, (): Step[] => []);
      for (let row = 0; row < 500; row++) {
        const steps = traces.map((): Step => [Math.round(18 * random.uniform()) - 9, random.chance(0.1)]);
        // Episodes of about 200 steps; a row of `isFirst` alone takes none.
        const first = traces.map(() => random.chance(0.005));
        const outputs = kernel.step(state, {
          signals: {
            x: tf.tensor1d(steps.map(([x]) => x)),
            p: tf.tensor1d(
              steps.map(([, p]) => p),
              "bool",
            ),
          },
          isFirst: tf.tensor1d(first, "bool"),
        });
        state = outputs.state;
        traces = traces.map((trace, at) => (first[at] === true ? [] : [...trace, steps[at] ?? [0, false]]));
        for (const [term, definition] of Object.entries(definitions)) {
          const expected = traces.map((trace) =>
            trace.length === 0 ? 0 : (definition(trace.slice(-140)).at(-1) ?? NaN),
          );
          const found = [...(outputs.terms[term]?.dataSync() ?? [])];
          found.forEach((value, at) => expect(value, `${term} in row ${row}`).toBeCloseTo(expected[at] ?? NaN, 4));
        }
      }
    },
    60_000,
  );

  it("take a fused step as many operations for a thousand steps as for a hundred", () => {
    const operations = (n: number): number => {
      const { step, reset } = scalarise(programOf(`signal x: float\nterm t = min(x) over last ${n}`));
      return (
        step.values.length + step.stores.length + step.rowStores.length + reset.values.length + reset.stores.length
      );
    };
    expect(operations(1000)).toBe(operations(100));
    expect(operations(1001)).toBe(operations(101));
  });
});
