import { describe, expect, it } from "vitest";
import { robustness, type RobustnessFormula } from "../../../src/runtime/index.js";
import { along, and, not, one, or, over, two, x, y } from "./words.js";

/* Mistakes that other tools make or made, each a test here. */

describe("what RTAMT gets wrong", () => {
  it("a minus counts", () => {
    expect(along(not(x), [[3]])).toEqual([-3]);
  });

  it("margins stay as they are, and a column that is read twice is the same twice", () => {
    const margins = [Float64Array.of(1, 2)];
    const bounded = over("always", x, [0, 5]);
    const result = robustness(and(bounded, over("eventually", x, [0, 5]), x), { steps: 2, environments: 1, margins });
    expect(result).toMatchObject({ values: Float64Array.of(1, 2) });
    expect(margins).toEqual([Float64Array.of(1, 2)]);
    expect(along(or(bounded, over("eventually", x)), [[1, 2]])).toEqual([2, 2]);
  });

  it("historically[a, b] beside a future operator stays", () => {
    const formula = and(over("historically", x, [0, 1]), over("eventually", y, [0, 1]));
    expect(
      along(formula, [
        [5, -1, 5, 5],
        [9, 9, 9, 9],
      ]),
    ).toEqual([5, -1, -1, 5]);
  });

  it("a part that occurs twice, as one object or as two, is evaluated once in time", () => {
    const shared = over("once", x, [1, 2]);
    const twice = or(shared, one("previously", shared));
    const written = or(over("once", x, [1, 2]), one("previously", over("once", x, [1, 2])));
    const trace = [[3, 1, 4, 1, 5, 9]];
    expect(along(twice, trace)).toEqual(along(written, trace));
    expect(along(twice, trace)).toEqual([-Infinity, 3, 3, 4, 4, 5]);
  });

  it("the past of a future formula starts with the trace, not later", () => {
    expect(along(over("once", one("next", x)), [[-5, 7, 1, 2]])).toEqual([7, 7, 7, 7]);
    expect(along(over("historically", over("eventually", x, [0, 1])), [[-5, 7, 1, -2]])).toEqual([7, 7, 1, -2]);
  });

  it("weak until without end (`unless`) has a value", () => {
    const weakUntil = two("release", y, or(x, y));
    expect(
      along(weakUntil, [
        [1, 2, 3],
        [-1, -1, -1],
      ]),
    ).toEqual([1, 2, 3]);
    expect(
      along(weakUntil, [
        [4, -2, -3],
        [-1, 3, -9],
      ]),
    ).toEqual([3, 3, -3]);
  });
});

describe("what stlcg, stlcg++ and stljax get wrong", () => {
  it("future operators look ahead, without the caller turning the signal round", () => {
    expect(along(over("always", x, [0, 1]), [[1, 5, 2]])).toEqual([1, 2, 2]);
  });

  it("no padding leaks into a window without end", () => {
    for (const pastEnd of ["pessimistic", "repeat_last"] as const) {
      expect(along(over("always", x, [0]), [[5, 4, 3]], { pastEnd })).toEqual([3, 3, 3]);
      expect(along(over("always", x, [1]), [[5, 4, 3]], { pastEnd }).slice(0, 2)).toEqual([3, 3]);
    }
  });

  it("smooth least has a value, below the exact one by the same bound as the greatest above", () => {
    const smooth = { kind: "logsumexp", temperature: 2 } as const;
    const margins = [[1, 1, 1]];
    expect(along(over("always", x), margins, { smooth })[0]).toBeCloseTo(1 - Math.log(3) / 2, 12);
    expect(along(over("eventually", x), margins, { smooth })[0]).toBeCloseTo(1 + Math.log(3) / 2, 12);
  });

  it.each(["until", "since"] as const)("%s knows the approximation and its temperature, bounded and not", (kind) => {
    for (const window of [undefined, [0, 2] as const]) {
      const formula = two(kind, x, y, window);
      const values = [1, 10, 100].map((temperature) => {
        const at = along(
          formula,
          [
            [3, 1, 2],
            [1, 2, 1.5],
          ],
          { smooth: { kind: "logsumexp", temperature } },
        );
        return at[kind === "until" ? 0 : 2] as number;
      });
      const exact = along(formula, [
        [3, 1, 2],
        [1, 2, 1.5],
      ])[kind === "until" ? 0 : 2] as number;
      const errors = values.map((value) => Math.abs(value - exact));
      expect(errors[0]).toBeGreaterThan(0.01);
      expect(errors[1]).toBeLessThan(errors[0] as number);
      expect(errors[2]).toBeLessThan(1e-2);
    }
  });

  it("environments may end at different times", () => {
    const formula = over("always", x, [0, 1]);
    const margins = [Float64Array.of(1, 9, 2, 8, 3, NaN)];
    const result = robustness(formula, { steps: 3, environments: 2, margins, lengths: [3, 2] });
    expect(result).toMatchObject({ kind: "values", values: Float64Array.of(1, 8, 2, 8, 3, NaN) });
  });

  it("memory does not grow with the square of the length: 200,000 steps of an until without end", () => {
    const steps = 200_000;
    const margins = [new Float64Array(steps).fill(1), Float64Array.from({ length: steps }, (_, t) => t - steps + 1)];
    const result = robustness(two("until", x, y), { steps, environments: 1, margins });
    expect(result).toMatchObject({ episodes: [{ robustness: 0 }] });
  });
});

describe("gradients where others have holes", () => {
  it("a smooth formula of every operator has a finite value", () => {
    const windows = [undefined, [1, 2]] as const;
    const formula: RobustnessFormula = and(
      ...windows.flatMap((window) => [
        ...(["eventually", "always", "once", "historically"] as const).map((kind) => over(kind, or(x, y), window)),
        ...(["until", "release", "since", "trigger"] as const).map((kind) => two(kind, x, y, window)),
      ]),
    );
    for (const smooth of [
      { kind: "logsumexp", temperature: 10 },
      { kind: "softmax", temperature: 10 },
      { kind: "gmsr", epsilon: 1e-8, power: 1 },
    ] as const) {
      const values = along(
        formula,
        [
          [1, 2, 3, 2, 1],
          [0.5, 1, 4, 1, 2],
        ],
        { smooth },
      );
      expect(Number.isFinite(values[2])).toBe(true);
    }
  });
});
