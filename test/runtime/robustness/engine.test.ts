import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type MarginTrajectories,
  robustness,
  type RobustnessFormula,
  type RobustnessGradients,
  robustnessGradients,
  type RobustnessValues,
} from "../../../src/runtime/index.js";
import { evaluator } from "../../compiler/automata/temporal/oracle/evaluate.js";
import { along, and, not, one, over, two, x, y } from "./words.js";
import { formulas } from "./oracle/random-formula.js";
import { show } from "./oracle/show.js";
import { qualitative } from "./oracle/qualitative.js";

describe("soundness", () => {
  it("a positive value means that the formula holds, a negative one that it does not", () => {
    const steps = 8;
    const margin = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom(Infinity, -Infinity));
    const margins = fc.array(fc.array(margin, { minLength: steps, maxLength: steps }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(formulas(2, 10), margins, fc.boolean(), (formula, columns, zero) => {
        // A margin of 0 may count as either.
        const holds = (value: number): boolean => value > 0 || (value === 0 && zero);
        const letters = Array.from({ length: steps }, (_, t) =>
          columns.reduce((letter, column, c) => letter + (holds(column[t] ?? 0) ? 1 << c : 0), 0),
        );
        const truths = evaluator(qualitative(formula))(letters);
        along(formula, columns).forEach((value, t) => {
          if (value !== 0 && value > 0 !== truths[t]) expect.fail(`${show(formula)} at ${t}: ${value}, ${truths[t]}`);
        });
      }),
      { numRuns: 4000, seed: 5 },
    );
  });

  it("gmsr keeps the sign, whatever the sizes", () => {
    const margins = fc.array(
      fc.double({ noNaN: true, min: -1e3, max: 1e3 }).filter((m) => Math.abs(m) > 1e-3),
      {
        minLength: 2,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(margins, fc.constantFrom(1e-8, 1e-2), fc.constantFrom(1, 2, 8), (values, epsilon, power) => {
        const smooth = { kind: "gmsr", epsilon, power } as const;
        const [always = 0] = along(over("always", x), [values], { smooth });
        const [eventually = 0] = along(over("eventually", x), [values], { smooth });
        expect([Math.sign(always), Math.sign(eventually)]).toEqual([
          Math.sign(Math.min(...values)),
          Math.sign(Math.max(...values)),
        ]);
      }),
      { seed: 6 },
    );
  });

  it("softmax does not: an always above 0 with a step below", () => {
    const smooth = { kind: "softmax", temperature: 1 } as const;
    expect(along(over("always", x), [[-0.1, 0.3, 0.3, 0.3]], { smooth })[0]).toBeGreaterThan(0);
  });
});

describe("a margin that is not a number", () => {
  const margins = [Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2, NaN, 4)];
  const given = { steps: 2, environments: 2, margins };

  it("is an error that names channel, step and environment", () => {
    const where = { kind: "not-a-number", channel: 1, step: 1, environment: 0 };
    expect(robustness(and(x, y), given)).toEqual(where);
    expect(robustnessGradients(and(x, y), given)).toEqual(where);
  });

  it("does not matter in a channel that is not read, or where there is no step", () => {
    expect(robustness(x, given).kind).toBe("values");
    expect(robustness(y, { ...given, lengths: [1, 2] }).kind).toBe("values");
    expect(robustness(y, { ...given, skipped: [0, 0, 1, 0] }).kind).toBe("values");
  });
});

describe("episodes", () => {
  const given: MarginTrajectories = {
    steps: 5,
    environments: 1,
    margins: [Float64Array.of(1, -2, 3, 4, 5)],
  };

  it("begin at a start, and never see each other", () => {
    const result = robustness(over("eventually", over("once", x)), { ...given, starts: [1, 0, 1, 0, 0] });
    expect(result).toMatchObject({
      episodes: [
        { environment: 0, start: 0, length: 2, robustness: 1 },
        { environment: 0, start: 2, length: 3, robustness: 5 },
      ],
      values: Float64Array.of(1, 1, 5, 5, 5),
    });
  });

  it("leave out rows that are no steps", () => {
    const result = robustness(one("weak-previously", x), { ...given, skipped: [0, 0, 1, 0, 0] });
    expect(result).toMatchObject({ values: Float64Array.of(Infinity, 1, NaN, Infinity, 4) });
  });

  it("have gradients of their own", () => {
    const result = robustnessGradients(over("always", x), { ...given, starts: [1, 0, 1, 0, 0] });
    expect(result).toMatchObject({ gradients: [Float64Array.of(0, 1, 1, 0, 0)] });
  });
});

describe("size", () => {
  it("formulas 10,000 deep, forward and backward", () => {
    let deep: RobustnessFormula = x;
    for (let depth = 0; depth < 10_000; depth++) {
      deep = depth % 3 === 0 ? not(deep) : depth % 3 === 1 ? over("once", deep, [0, 1]) : two("until", y, deep, [0, 1]);
    }
    const margins = [Float64Array.of(1, 2, 3), Float64Array.of(9, 9, 9)];
    const given = { steps: 3, environments: 1, margins };
    const result = robustness(deep, given);
    const back = robustnessGradients(deep, given);
    if (result.kind !== "values" || back.kind !== "gradients") return expect.fail("a margin is not a number");
    expect(Math.abs(result.values[0] as number)).toBeLessThanOrEqual(9);
    expect(back.gradients.flatMap((column) => [...column]).reduce((sum, g) => sum + Math.abs(g), 0)).toBeCloseTo(1, 12);
  });

  it("shared parts are evaluated once: 2^60 paths through 60 objects", () => {
    let shared: RobustnessFormula = x;
    for (let depth = 0; depth < 60; depth++) shared = and(shared, shared);
    expect(along(shared, [[7]])).toEqual([7]);
  });

  it("time does not grow with windows: 50,000 wide on 100,000 steps, exact, smooth, forward and backward", () => {
    const steps = 100_000;
    const given = { steps, environments: 1, margins: [Float64Array.from({ length: steps }, (_, t) => t % 1000)] };
    const formula = over("always", over("eventually", x, [10, 50_000]), [0, 50_000]);
    for (const options of [{}, { smooth: { kind: "logsumexp", temperature: 1 } }] as const) {
      const { episodes } = robustness(formula, given, options) as RobustnessValues;
      expect(Math.abs((episodes[0]?.robustness ?? 0) - 999)).toBeLessThan(12);
      const { gradients } = robustnessGradients(formula, given, options) as RobustnessGradients;
      expect(gradients[0]?.reduce((sum, g) => sum + g, 0)).toBeCloseTo(1, 9);
    }
  });

  it("margins may be large where smooth values have powers and exponentials of them", () => {
    const wide = Array.from({ length: 60 }, (_, t) => 1e6 + t);
    for (const smooth of [
      { kind: "logsumexp", temperature: 100 },
      { kind: "softmax", temperature: 100 },
    ] as const) {
      expect(along(over("eventually", x), [wide], { smooth })[0]).toBeCloseTo(1e6 + 59, 6);
      expect(along(over("always", x), [wide], { smooth })[0]).toBeCloseTo(1e6, 6);
    }
    // The geometric mean, and the mean of 8th powers of squares, of numbers that are all but equal.
    const smooth = { kind: "gmsr", epsilon: 1e-6, power: 8 } as const;
    expect(along(over("always", x), [wide], { smooth })[0]).toBeCloseTo(1e6 + 29.5, 1);
    expect(along(over("eventually", not(x)), [wide], { smooth })[0]).toBeCloseTo(-1e6 - 29.5, 1);
    expect(along(over("always", not(x)), [wide], { smooth })[0]).toBeCloseTo(-1e6 - 29.5, 1);
  });

  it("a window may be far wider than the trace", () => {
    expect(along(over("always", x, [0, 1e15]), [[3, 2]])).toEqual([2, 2]);
    expect(along(over("always", x, [1e9, 1e15]), [[3, 2]], { pastEnd: "repeat_last" })).toEqual([2, 2]);
  });
});

describe("what is given", () => {
  it("may be single precision, and JSON", () => {
    const formula = JSON.parse(JSON.stringify(over("always", x, [1, 2]))) as RobustnessFormula;
    const result = robustness(formula, { steps: 3, environments: 1, margins: [Float32Array.of(1, 0.5, 0.25)] });
    expect(result).toMatchObject({ values: Float64Array.of(0.25, 0.25, Infinity) });
  });

  it("is refused where it does not fit", () => {
    const good: MarginTrajectories = { steps: 2, environments: 1, margins: [Float64Array.of(1, 2)] };
    const message = (formula: RobustnessFormula, given: MarginTrajectories = good): string => {
      try {
        robustness(formula, given);
      } catch (error) {
        return String(error);
      }
      return "no error";
    };
    expect(message(y)).toBe(
      "RewardError: `formula`: expected channels below 1, as many as there are columns of margins, found 1",
    );
    expect(message(over("always", x, [2, 1]))).toBe(
      "RewardError: `formula`: expected windows of whole numbers from 0, the low end not above the high one, found [2, 1]",
    );
    expect(message(over("always", x, [0, 1.5]))).toContain("found [0, 1.5]");
    expect(message(x, { ...good, lengths: [3] })).toBe(
      "RewardError: `lengths`: expected whole numbers up to 2, found 3",
    );
    expect(message(x, { ...good, lengths: [1, 1] })).toBe("RewardError: `lengths`: expected 1 values, found 2");
    expect(message(x, { ...good, steps: 3 })).toBe("RewardError: `margins[0]`: expected 3 values [3, 1], found 2");
    expect(message(x, { ...good, starts: [1] })).toBe("RewardError: `starts`: expected 2 values [2, 1], found 1");
    expect(() => robustness(x, good, { smooth: { kind: "softmax", temperature: 0 } })).toThrow(
      "`smooth.temperature`: expected a number above 0, found 0",
    );
    expect(() => robustness(x, good, { smooth: { kind: "gmsr", epsilon: 1, power: 0.5 } })).toThrow(
      "`smooth.power`: expected a number from 1, found 0.5",
    );
    expect(() => robustnessGradients(x, good, { weights: [1] })).toThrow("`weights`: expected 2 values, found 1");
  });
});
