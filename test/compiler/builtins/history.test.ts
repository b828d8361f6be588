import { describe, expect, it } from "vitest";
import type { TypedExpression } from "../../../src/compiler/check/typed.js";
import { array, call, causal, constant, scalar, signal } from "../lower/typed-spec.js";
import { over, scalarsOver } from "../lower/watch.js";

const x = signal("x");
const p = signal("p", scalar("bool"));
const q = signal("q", scalar("bool"));
const past = { kind: "past" } as const;
const last = (steps: number): { readonly kind: "last"; readonly steps: number } => ({ kind: "last", steps });

/** x takes these values, the first of them at the reset where `reset` says so. */
const along = (value: TypedExpression, values: readonly number[], reset?: number): readonly number[] =>
  scalarsOver(
    value,
    values.map((entry) => ({ x: entry })),
    reset === undefined ? {} : { x: reset },
  );
const holds = (value: TypedExpression, values: string, others = ""): readonly number[] =>
  scalarsOver(
    value,
    [...values].map((entry, index) => ({ p: entry === "p", q: others[index] === "q" })),
  );

describe("prev", () => {
  it("starts from the value at the reset", () => {
    expect(along(call("prev", { x }), [1, 2, 4], 7)).toEqual([7, 1, 2]);
  });
  it("looks n steps back, the value at the reset standing before the first step", () => {
    expect(along(call("prev", { x }, { n: 3 }), [1, 2, 3, 4, 5], 7)).toEqual([7, 7, 7, 1, 2]);
  });
  it("starts from a given value", () => {
    expect(along(call("prev", { x, init: constant(-1) }), [1, 2, 4])).toEqual([-1, 1, 2]);
  });
  it("starts from the present value", () => {
    expect(along(call("prev", { x }, { init: "current" }), [3, 4, 5])).toEqual([3, 3, 4]);
    expect(along(call("prev", { x }, { n: 2, init: "current" }), [3, 4, 5, 6])).toEqual([3, 4, 3, 4]);
  });
  it("works element by element on arrays", () => {
    const vector = signal("x", array("float", 2));
    expect(
      over(call("prev", { x: vector }, { n: 2 }), [{ x: [1, 2] }, { x: [3, 4] }, { x: [5, 6] }], { x: [8, 9] }),
    ).toEqual([
      [8, 9],
      [8, 9],
      [1, 2],
    ]);
  });
  it("of prev looks two steps back", () => {
    expect(along(call("prev", { x: call("prev", { x }) }), [1, 2, 3, 4], 7)).toEqual([7, 7, 1, 2]);
  });
  it("needs init for what has no value at a reset", () => {
    const action = signal("action");
    expect(() => call("prev", { x: action }, {}, { reported: [], actions: ["action"] })).toThrow(
      "`prev` needs `init:`, since `action` has no value at a reset",
    );
    expect(() => call("prev", { x: causal("max", x, past) })).toThrow("needs `init:`");
    expect(() => call("prev", { x: call("held", { p }) })).not.toThrow();
  });
  it("keeps the last finite value", () => {
    expect(along(call("prev", { x }), [1, NaN, 3, Infinity, 5], 7)).toEqual([7, 1, 1, 3, 3]);
  });
});

describe("delta", () => {
  it("is the change since the step before", () => {
    expect(along(call("delta", { x }), [1, 3, 2], 0)).toEqual([1, 2, -1]);
  });
  it("is 0 at first with init: current", () => {
    expect(along(call("delta", { x }, { init: "current" }), [5, 7])).toEqual([0, 2]);
  });
});

describe("events", () => {
  it("rising is true where p becomes true, and p before the start is false", () => {
    expect(holds(call("rising", { p }), "pp.p")).toEqual([1, 0, 0, 1]);
  });
  it("falling is true where p becomes false", () => {
    expect(holds(call("falling", { p }), ".p.p.")).toEqual([0, 0, 1, 0, 1]);
  });
  it("first is true once", () => {
    expect(holds(call("first", { p }), ".pp.p")).toEqual([0, 1, 0, 0, 0]);
  });
  it("held is the length of the present run", () => {
    expect(holds(call("held", { p }), "pp.ppp")).toEqual([1, 2, 0, 1, 2, 3]);
  });
  it("since is 0 where p holds, and counts from the reset where it never did", () => {
    expect(holds(call("since", { p }), "..p..p")).toEqual([1, 2, 0, 1, 2, 0]);
  });
});

describe("what is remembered of the reset", () => {
  it("captured is the value at the reset", () => {
    expect(along(call("captured", { x }), [1, 2, 3], 7)).toEqual([7, 7, 7]);
  });
  it("best_gain pays what exceeds the best so far, from the value at the reset on", () => {
    expect(along(call("best_gain", { x }), [1, 3, 2, 5], 2)).toEqual([0, 1, 0, 2]);
  });
});

describe("counter", () => {
  const counter = (options: Readonly<Record<string, number>>): TypedExpression =>
    call("counter", { up: p, down: q }, options);
  it("goes up and down, both in one step too, and not below its floor", () => {
    expect(holds(counter({}), "pp..p.", "..qqqq")).toEqual([1, 2, 1, 0, 0, 0]);
  });
  it("stays below its ceiling", () => {
    expect(holds(counter({ ceiling: 2 }), "pppp.", "....q")).toEqual([1, 2, 2, 2, 1]);
  });
  it("may go below 0 with another floor", () => {
    expect(holds(counter({ floor: -2 }), "....", "qqqq")).toEqual([-1, -2, -2, -2]);
  });
});

describe("ema", () => {
  it("starts from the first x", () => {
    expect(along(call("ema", { x, alpha: constant(0.5) }), [4, 0, 2])).toEqual([4, 2, 2]);
  });
  it("starts from the first finite x and keeps what it had through others", () => {
    expect(along(call("ema", { x, alpha: constant(0.5) }), [NaN, 4, NaN, 2])).toEqual([NaN, 4, NaN, 3]);
  });
});

describe("savitzky_golay", () => {
  it("reproduces polynomials of its order once its window is full", () => {
    const values = [0, 1, 4, 9, 16, 25, 36];
    const fitted = along(call("savitzky_golay", { x }, { n: 5, order: 2 }), values);
    fitted.forEach((value, index) => expect(value).toBeCloseTo(values[index] ?? NaN, 10));
  });
  it("gives derivatives per step", () => {
    const slopes = along(call("savitzky_golay", { x }, { n: 5, order: 2, derivative: 1 }), [0, 1, 4, 9, 16, 25]);
    expect(slopes[0]).toBe(0);
    [1, 4, 6, 8, 10].forEach((slope, index) => expect(slopes[index + 1]).toBeCloseTo(slope, 10));
  });
  it("has the published end-point weights for five points and a parabola", () => {
    // (3, −5, −3, 9, 31) / 35: Savitzky and Golay 1964; Schafer 2011, the causal end of the window.
    const weights = [0, 1, 2, 3, 4].map(
      (position) =>
        along(
          call("savitzky_golay", { x }, { n: 5, order: 2 }),
          [0, 1, 2, 3, 4].map((index) => (index === position ? 1 : 0)),
        )[4],
    );
    [3, -5, -3, 9, 31].forEach((weight, index) => expect(weights[index]).toBeCloseTo(weight / 35, 12));
  });
  it("smooths its window first as SciPy 1.17.1 does: savgol_filter(savgol_filter(x, m, 2), n, 2, deriv=1)[-1]", () => {
    const weights = (n: number, smoothed: number, count: number): readonly (number | undefined)[] =>
      Array.from({ length: count }, (_, position) => {
        const impulse = Array.from({ length: count }, (__, index) => (index === position ? 1 : 0));
        return along(call("savitzky_golay", { x }, { n, order: 2, derivative: 1, smoothed }), impulse).at(-1);
      });
    const close = (found: readonly (number | undefined)[], expected: readonly number[]): void =>
      expected.forEach((weight, index) => expect(found[index]).toBeCloseTo(weight, 12));
    // An odd width in a full window; an even one in windows of 8 and 9 of 15 values, and in a full one.
    close(
      weights(7, 5, 7),
      [
        0.2244897959183676, -0.02346938775510185, -0.22040816326530568, -0.38775510204081703, -0.14693877551020518,
        0.1091836734693877, 0.4448979591836744,
      ],
    );
    close(
      weights(15, 8, 8),
      [
        0.20833333333333276, -0.01785714285714325, -0.1607142857142853, -0.22023809523809454, -0.1964285714285705,
        -0.08928571428571372, 0.10119047619047603, 0.3749999999999992,
      ],
    );
    close(
      weights(15, 8, 9),
      [
        0.12247474747474757, 0.09930942073799179, -0.07807668521954247, -0.1803236446093588, -0.20743145743145716,
        -0.15940012368583772, -0.036229643372500495, 0.1620799835085548, 0.2775974025974024,
      ],
    );
    close(
      weights(15, 8, 15),
      [
        0.07065826330532204, 0.04156689117954862, 0.013770965116815914, -0.013157763105242132, -0.03753761119832544,
        -0.05600117450826477, -0.06391953415981769, -0.04875094268476636, -0.06594185751223554, -0.05576959149044211,
        -0.03212628801520586, 0.00041468510481133466, 0.03856369470865271, 0.08073905042786335, 0.1274912128312861,
      ],
    );
  });
  it("smooths over more values than its order needs, and no more than it takes", () => {
    const of = (smoothed: number) => () => call("savitzky_golay", { x }, { n: 5, order: 2, smoothed });
    expect(of(2)).toThrow("a whole number of steps above `order`, at most `n`");
    expect(of(6)).toThrow("a whole number of steps above `order`, at most `n`");
    expect(of(3)).not.toThrow();
  });
});

describe("aggregators over past", () => {
  it("take the steps so far, this one included and the reset excluded", () => {
    expect(along(causal("max", x, past), [1, 3, 2], 9)).toEqual([1, 3, 3]);
    expect(along(causal("min", x, past), [3, 1, 2], -9)).toEqual([3, 1, 1]);
    expect(along(causal("sum", x, past), [1, 2, 3], 9)).toEqual([1, 3, 6]);
    expect(along(causal("product", x, past), [2, 3, 4], 9)).toEqual([2, 6, 24]);
    expect(along(causal("mean", x, past), [1, 3, 8], 9)).toEqual([1, 2, 4]);
    expect(along(causal("first", x, past), [5, 3, 8], 9)).toEqual([5, 5, 5]);
    expect(along(causal("last", x, past), [5, 3, 8], 9)).toEqual([5, 3, 8]);
    expect(along(causal("length", undefined, past), [5, 3, 8])).toEqual([1, 2, 3]);
    expect(along(causal("discounted_sum", x, past, { options: { gamma: 0.5 } }), [1, 2, 4])).toEqual([1, 2, 3]);
  });
  it("latch conditions", () => {
    expect(holds(causal("any", p, past), ".p.")).toEqual([0, 1, 1]);
    expect(holds(causal("all", p, past), "pp.p")).toEqual([1, 1, 0, 0]);
    expect(holds(causal("count", p, past), "p.pp")).toEqual([1, 1, 2, 3]);
  });
  it("give the value of the empty scope until a step is in it", () => {
    const filtered = causal("max", x, past, { where: p, empty: constant(-1) });
    expect(
      scalarsOver(filtered, [
        { x: 5, p: false },
        { x: 2, p: true },
        { x: 9, p: false },
        { x: 3, p: true },
      ]),
    ).toEqual([-1, 2, 2, 3]);
    expect(
      scalarsOver(causal("sum", x, past, { where: p }), [
        { x: 5, p: false },
        { x: 2, p: true },
      ]),
    ).toEqual([0, 2]);
    expect(
      scalarsOver(causal("all", p, past, { where: q }), [
        { p: false, q: false },
        { p: false, q: true },
      ]),
    ).toEqual([1, 0]);
    expect(
      scalarsOver(causal("last", x, past, { where: p, empty: constant(0) }), [
        { x: 5, p: true },
        { x: 2, p: false },
      ]),
    ).toEqual([5, 5]);
  });
  it("ask for the value of the empty scope", () => {
    expect(() => causal("max", x, past, { where: p })).toThrow(
      "`max` over `past` may have nothing to take, and `empty:` is missing",
    );
    expect(() => causal("std", x, past, { options: { kind: "sample" } })).toThrow("`empty:` is missing");
  });
  it("begin anew after the last earlier step where a condition held", () => {
    const peak = causal("max", x, { kind: "past", after: p });
    const rows = [3, 1, 5, 2, 4].map((value, index) => ({ x: value, p: index === 0 || index === 2 }));
    expect(scalarsOver(peak, rows)).toEqual([3, 1, 5, 2, 4]);
    expect(scalarsOver(causal("sum", x, { kind: "past", after: p }), rows)).toEqual([3, 1, 6, 2, 6]);
  });
  it("begin anew element by element", () => {
    const z = signal("z", array("float", 2));
    const contact = signal("contact", array("bool", 2));
    const rows = [
      { z: [1, 5], contact: [1, 0] },
      { z: [0, 2], contact: [0, 0] },
      { z: [3, 1], contact: [0, 1] },
    ];
    expect(over(causal("max", z, { kind: "past", after: contact }), rows)).toEqual([
      [1, 5],
      [0, 5],
      [3, 5],
    ]);
  });
  it("compute deviations without cancellation", () => {
    const values = [1e8 + 1, 1e8 + 2, 1e8 + 3];
    const population = along(causal("std", x, past, { options: { kind: "population" } }), values);
    expect(population[0]).toBe(0);
    expect(population[2]).toBeCloseTo(Math.sqrt(2 / 3), 6);
    expect(along(causal("std", x, past, { options: { kind: "sample" }, empty: constant(0) }), [1, 3])).toEqual([
      0,
      Math.SQRT2,
    ]);
  });
  it("never remember what is not finite", () => {
    expect(along(causal("max", x, past), [1, NaN, 2, Infinity, 3])).toEqual([1, NaN, 2, Infinity, 3]);
    expect(along(causal("sum", x, past), [1, NaN, 2])).toEqual([1, NaN, 3]);
    expect(along(causal("mean", x, past), [1, NaN, 3])).toEqual([1, NaN, 2]);
  });
});

describe("aggregators over the last n steps", () => {
  it("take what is there", () => {
    expect(along(causal("max", x, last(2)), [3, 1, 2, 0])).toEqual([3, 3, 2, 2]);
    expect(along(causal("min", x, last(3)), [3, 1, 2, 4, 5])).toEqual([3, 1, 1, 1, 2]);
    expect(along(causal("sum", x, last(2)), [1, 2, 3])).toEqual([1, 3, 5]);
    expect(along(causal("product", x, last(2)), [2, 3, 4])).toEqual([2, 6, 12]);
    expect(along(causal("mean", x, last(2)), [2, 4, 8])).toEqual([2, 3, 6]);
    expect(along(causal("first", x, last(2)), [2, 4, 8])).toEqual([2, 2, 4]);
    expect(along(causal("last", x, last(2)), [2, 4, 8])).toEqual([2, 4, 8]);
    expect(along(causal("length", undefined, last(2)), [2, 4, 8])).toEqual([1, 2, 2]);
    expect(along(causal("discounted_sum", x, last(2), { options: { gamma: 0.5 } }), [1, 2, 4])).toEqual([1, 2, 4]);
    expect(along(causal("std", x, last(2), { options: { kind: "population" } }), [1, 3, 7])).toEqual([0, 1, 2]);
  });
  it("hold a condition for n steps", () => {
    expect(holds(causal("any", p, last(3)), "p....p")).toEqual([1, 1, 1, 0, 0, 1]);
    expect(holds(causal("all", p, last(2)), "p.ppp")).toEqual([1, 0, 0, 1, 1]);
    expect(holds(causal("count", p, last(3)), "pp.pp")).toEqual([1, 2, 2, 2, 2]);
  });
  it("wait until the window is full and give 0 before", () => {
    expect(along(causal("mean", x, last(3), { full: true }), [3, 6, 9, 12])).toEqual([0, 0, 6, 9]);
    expect(holds(causal("all", p, last(2), { full: true }), "ppp")).toEqual([0, 1, 1]);
  });
  it("filter, with the value of the empty scope", () => {
    const filtered = causal("max", x, last(2), { where: p, empty: constant(-1) });
    const rows = [
      { x: 5, p: true },
      { x: 9, p: false },
      { x: 2, p: false },
      { x: -3, p: true },
    ];
    expect(scalarsOver(filtered, rows)).toEqual([5, 5, -1, -3]);
    expect(scalarsOver(causal("first", x, last(3), { where: p, empty: constant(0) }), rows)).toEqual([5, 5, 5, -3]);
    expect(scalarsOver(causal("last", x, last(3), { where: p, empty: constant(0) }), rows)).toEqual([5, 5, 5, -3]);
  });
  it("never remember what is not finite", () => {
    expect(along(causal("max", x, last(2)), [1, Infinity, 2])).toEqual([1, Infinity, 2]);
    expect(along(causal("sum", x, last(3)), [1, NaN, 2])).toEqual([1, NaN, 3]);
  });
  it("of one step are that step", () => {
    expect(along(causal("max", x, last(1)), [3, 1])).toEqual([3, 1]);
    expect(along(causal("mean", x, last(1)), [3, 1])).toEqual([3, 1]);
  });
});
