import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type PastEnd,
  robustness,
  type RobustnessFormula,
  robustnessGradients,
  type RobustnessOptions,
  type Smooth,
} from "../../../src/runtime/index.js";
import { byDefinition } from "./oracle/definition.js";
import { moving } from "./oracle/numbers.js";
import { formulas } from "./oracle/random-formula.js";
import { show } from "./oracle/show.js";

const x: RobustnessFormula = { kind: "margin", channel: 0 };
const y: RobustnessFormula = { kind: "margin", channel: 1 };

/** The gradient of the first value of one episode, by channel and step. */
function gradient(formula: RobustnessFormula, margins: readonly (readonly number[])[], options?: RobustnessOptions) {
  const columns = margins.map((column) => Float64Array.from(column));
  const trajectories = { steps: margins[0]?.length ?? 0, environments: 1, margins: columns };
  const result = robustnessGradients(formula, trajectories, options);
  if (result.kind !== "gradients") return expect.fail("a margin is not a number");
  return result.gradients.map((column) => [...column]);
}

describe("ties are split evenly", () => {
  it("among operands", () => {
    expect(gradient({ kind: "and", operands: [x, y, { kind: "margin", channel: 2 }] }, [[1], [1], [5]])).toEqual([
      [0.5],
      [0.5],
      [0],
    ]);
    expect(gradient({ kind: "or", operands: [x, y] }, [[1], [1]])).toEqual([[0.5], [0.5]]);
  });

  it("an operand that occurs twice has both shares", () => {
    expect(gradient({ kind: "and", operands: [x, x, y] }, [[1], [1]])).toEqual([[2 / 3], [1 / 3]]);
  });

  it("among the steps of a window", () => {
    const steps = [2, 1, 3, 1, 1, 0];
    expect(gradient({ kind: "always", operand: x, window: { low: 0, high: 4 } }, [steps])).toEqual([
      [0, 1 / 3, 0, 1 / 3, 1 / 3, 0],
    ]);
    expect(gradient({ kind: "eventually", operand: x, window: { low: 3 } }, [steps])).toEqual([[0, 0, 0, 0.5, 0.5, 0]]);
  });

  it("among the witnesses of an until, and then among what each needs", () => {
    // Witnesses are the steps 1 (x at 0, y at 1) and 2 (x at 0 and 1, of which only 0 counts, y at 2).
    expect(
      gradient({ kind: "until", left: x, right: y }, [
        [4, 5, 0],
        [0, 4, 4],
      ]),
    ).toEqual([
      [0.5, 0, 0],
      [0, 0.25, 0.25],
    ]);
  });

  it("a margin that is infinite has no gradient, and what it decides sends none", () => {
    expect(gradient({ kind: "or", operands: [x, y] }, [[Infinity], [1]])).toEqual([[0], [0]]);
    expect(gradient({ kind: "and", operands: [x, y] }, [[Infinity], [1]])).toEqual([[0], [1]]);
  });
});

const steps = 9;
const directions = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2 * steps, maxLength: 2 * steps });

describe("exact gradients", () => {
  const ties = fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -2, max: 2 }) },
      { weight: 1, arbitrary: fc.constant(Infinity) },
    ),
    { minLength: 2 * steps, maxLength: 2 * steps },
  );

  it.each<PastEnd>(["what_is_there", "pessimistic", "repeat_last"])(
    "are those of the definitions with ties split evenly, in every direction, past the end %s",
    (pastEnd) => {
      fc.assert(
        fc.property(formulas(2, 9), ties, directions, directions, (formula, values, direction, weights) => {
          const margins = [values.slice(0, steps), values.slice(steps)];
          const columns = margins.map((column) => Float64Array.from(column));
          const options = { pastEnd, weights: weights.slice(0, steps) };
          const found = robustnessGradients(formula, { steps, environments: 1, margins: columns }, options);
          if (found.kind !== "gradients") return expect.fail("a margin is not a number");
          const along = found.gradients
            .flatMap((column) => [...column])
            .reduce((sum, g, i) => sum + g * (direction[i] ?? 0), 0);
          const slopes = byDefinition(
            formula,
            margins.map((column, c) =>
              column.map((value, t) => ({
                value,
                slope: Number.isFinite(value) ? (direction[c * steps + t] ?? 0) : 0,
              })),
            ),
            moving,
            pastEnd,
          );
          const wanted = slopes.reduce((sum, { slope }, t) => sum + slope * (weights[t] ?? 0), 0);
          if (Math.abs(along - wanted) > 1e-9) expect.fail(`${show(formula)} has slope ${wanted}, found ${along}`);
        }),
        { numRuns: 2000, seed: 3 },
      );
    },
  );
});

const approximations: readonly (Smooth | undefined)[] = [
  undefined,
  { kind: "logsumexp", temperature: 4 },
  { kind: "softmax", temperature: 2 },
  { kind: "gmsr", epsilon: 0.3, power: 1 },
  { kind: "gmsr", epsilon: 0.5, power: 3 },
];

describe("gradients agree with finite differences", () => {
  // Numbers that no sum of steps brings together, so that the exact ones have no ties.
  const distinct = fc
    .uniqueArray(
      fc.integer({ min: -400, max: 400 }).filter((k) => k !== 0),
      { minLength: 2 * steps, maxLength: 2 * steps, comparator: (a, b) => Math.abs(a) === Math.abs(b) },
    )
    .map((whole) => whole.map((k) => k / 100));

  it.each(
    approximations.flatMap((smooth) =>
      (["what_is_there", "repeat_last"] as const).map((pastEnd) => ({
        smooth,
        pastEnd,
        name: smooth?.kind ?? "exact",
      })),
    ),
  )("$name, past the end $pastEnd", ({ smooth, pastEnd }) => {
    const h = 1e-5;
    const options = { pastEnd, ...(smooth === undefined ? {} : { smooth }) };
    fc.assert(
      fc.property(formulas(2, 7), distinct, directions, (formula, values, weights) => {
        const total = (some: readonly number[]): number => {
          const margins = [some.slice(0, steps), some.slice(steps)].map((column) => Float64Array.from(column));
          const result = robustness(formula, { steps, environments: 1, margins }, options);
          if (result.kind !== "values") return expect.fail("a margin is not a number");
          return result.values.reduce(
            (sum, value, t) => sum + (Number.isFinite(value) ? value * (weights[t] ?? 0) : 0),
            0,
          );
        };
        const margins = [values.slice(0, steps), values.slice(steps)].map((column) => Float64Array.from(column));
        const found = robustnessGradients(
          formula,
          { steps, environments: 1, margins },
          { ...options, weights: weights.slice(0, steps) },
        );
        if (found.kind !== "gradients") return expect.fail("a margin is not a number");
        found.gradients
          .flatMap((column) => [...column])
          .forEach((g, index) => {
            const moved = (by: number): number => total(values.map((value, i) => (i === index ? value + by : value)));
            const difference = (moved(h) - moved(-h)) / (2 * h);
            if (Math.abs(g - difference) > 1e-6 * (1 + Math.abs(difference)))
              expect.fail(`${show(formula)}: difference ${difference} at ${index}, gradient ${g}`);
          });
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
