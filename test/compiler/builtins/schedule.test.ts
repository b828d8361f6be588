import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf } from "../../../src/compiler/analyze/bounds.js";
import type { Clock } from "../../../src/runtime/kernel/clock.js";
import { findingsOf, programOf, run } from "../lower/run.js";

const weighted = (schedule: string): string => `signal x: float\nterm t weight ${schedule} = x`;

const begun: Clock = { steps: 0, updates: 0, episodes: 0 };

/** The schedule's value at each time, as the weight of a term. */
function at(schedule: string, times: readonly number[], counts: keyof Clock = "steps"): readonly number[] {
  const rows = times.map((time) => ({ signals: { x: 1 }, clock: { ...begun, [counts]: time } }));
  return run(weighted(schedule), rows, {}, { clock: begun }).map(({ weight }) => weight["t"] ?? NaN);
}

describe("schedule", () => {
  it("linear: goes straight and holds the last value", () => {
    expect(at("schedule(linear, from: 1, to: 0, over: 8 steps)", [0, 1, 6, 8, 9, 1e12])).toEqual([
      1, 0.875, 0.25, 0, 0, 0,
    ]);
  });

  it("cosine: is flat at both ends and in the middle half way", () => {
    const [start, quarter, half, end, late] = at(
      "schedule(cosine, from: 3, to: 1, over: 4 updates)",
      [0, 1, 2, 4, 5],
      "updates",
    );
    expect([start, end, late]).toEqual([3, 1, 1]);
    // 1 + 2 · (1 + √½)/2
    expect(quarter).toBeCloseTo(2 + Math.SQRT1_2, 14);
    expect(half).toBeCloseTo(2, 14);
  });

  it("exponential: changes by equal factors, also below 0", () => {
    expect(at("schedule(exponential, from: 1, to: 0.01, over: 4 episodes)", [0, 2, 4, 7], "episodes")).toEqual([
      1, 0.1, 0.01, 0.01,
    ]);
    expect(at("schedule(exponential, from: -4, to: -1, over: 2 steps)", [0, 1, 2])).toEqual([-4, -2, -1]);
  });

  it("step: turns exactly at its time, however late", () => {
    expect(at("schedule(step, from: 1, to: 5, over: 123456789 steps)", [0, 123456788, 123456789, 2e9])).toEqual([
      1, 1, 5, 5,
    ]);
  });

  it("cyclic: rises and falls in each half of its period, for ever", () => {
    expect(at("schedule(cyclic, from: 1, to: 3, over: 4 steps)", [0, 1, 2, 3, 4, 6, 4e12 + 1])).toEqual([
      1, 2, 3, 2, 1, 3, 2,
    ]);
  });

  it("piecewise: each value holds from its point on, or leads straight to the next", () => {
    const times = [0, 9, 10, 15, 19, 20, 1e9];
    expect(at("schedule(piecewise {0: 1, 10: 4, 20: 2}, over: steps)", times)).toEqual([1, 1, 4, 4, 4, 2, 2]);
    expect(at("schedule(piecewise {0: 1, 10: 4, 20: 2}, over: steps, between: hold)", times)).toEqual([
      1, 1, 4, 4, 4, 2, 2,
    ]);
    const straight = at("schedule(piecewise {0: 1, 10: 4, 20: 2}, over: steps, between: linear)", times);
    [1, 3.7, 4, 3, 2.2, 2, 2].forEach((value, index) => expect(straight[index]).toBeCloseTo(value, 12));
  });

  it("follows params at run time", () => {
    const text = `param top: float in [1, 9] = 2\n${weighted("schedule(linear, from: 0, to: top, over: 2 steps)")}`;
    const [outputs] = run(
      text,
      [{ signals: { x: 1 }, clock: { steps: 1 }, params: { top: 6 } }],
      {},
      { clock: { steps: 0 } },
    );
    expect(outputs?.weight["t"]).toBe(3);
  });

  it("does not remember: the clock may jump back", () => {
    expect(at("schedule(linear, from: 1, to: 0, over: 4 steps)", [4, 0, 2])).toEqual([0, 1, 0.5]);
  });

  it("is an error without its clock, and asks only for what is counted", () => {
    const text = weighted("schedule(linear, from: 1, to: 0, over: 4 updates)");
    expect(() => run(text, [{ signals: { x: 1 } }])).toThrow("the learner's clock of updates is missing");
    expect(() => run(text, [], {}, { clock: { steps: 3 } })).toThrow("the learner's clock of updates is missing");
    expect(() => run(text, [], {}, { clock: { updates: -1 } })).toThrow("expected a number from 0, found -1");
    expect(run(text, [{ signals: { x: 1 }, clock: { updates: 1 } }], {}, { clock: { updates: 0 } })[0]?.reward).toBe(
      0.75,
    );
  });

  it("keeps to the bounds that the analysis gives, whatever the clock", () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    const length = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(
        fc.constantFrom("linear", "cosine", "step", "cyclic"),
        fc.tuple(value, value),
        length,
        fc.integer({ min: 0, max: 3000 }),
        (form, [from, to], over, time) => {
          const text = weighted(`schedule(${form}, from: ${from}, to: ${to}, over: ${over} steps)`);
          const [found = NaN] = at(`schedule(${form}, from: ${from}, to: ${to}, over: ${over} steps)`, [time]);
          expect(found).toBeCloseTo(expected(form, from, to, time, over), 9);
          const program = programOf(text);
          const bounds = boundsOf(program)[program.terms[0]?.weight ?? -1];
          const margin = 1e-9;
          expect(bounds?.low).toBeCloseTo(Math.min(from, to), 9);
          expect(bounds?.high).toBeCloseTo(Math.max(from, to), 9);
          expect(found).toBeGreaterThanOrEqual((bounds?.low ?? NaN) - margin);
          expect(found).toBeLessThanOrEqual((bounds?.high ?? NaN) + margin);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("bounds an exponential and points by their values", () => {
    for (const schedule of [
      "schedule(exponential, from: 4, to: 0.5, over: 10 steps)",
      "schedule(piecewise {0: 2, 5: 0.5, 7: 4}, over: steps)",
      "schedule(piecewise {0: 2, 5: 0.5, 7: 4}, over: steps, between: linear)",
    ]) {
      const program = programOf(weighted(schedule));
      expect(boundsOf(program)[program.terms[0]?.weight ?? -1]).toMatchObject({ low: 0.5, high: 4, mayBreak: false });
    }
  });
});

/** Each form in its own words, apart from the graph. */
function expected(form: string, from: number, to: number, time: number, over: number): number {
  const part = Math.min(1, time / over);
  switch (form) {
    case "linear":
      return (1 - part) * from + part * to;
    case "cosine":
      return to + (from - to) * Math.cos((Math.PI / 2) * part) ** 2;
    case "step":
      return time < over ? from : to;
    default: {
      const within = (time % over) / over;
      const away = within < 0.5 ? 2 * within : 2 - 2 * within;
      return from + (to - from) * away;
    }
  }
}

describe("a schedule that says too little", () => {
  it.each([
    ["schedule(linear, from: 1, to: 0)", "missing-argument: `schedule` misses its argument `over`"],
    ["schedule(linear, to: 0, over: 5 steps)", "missing-argument: `schedule` misses its argument `from`"],
    ["schedule(linear, from: 1, over: 5 steps)", "missing-argument: `schedule` misses its argument `to`"],
    [
      "schedule(linear, from: 1, to: 0, over: 5)",
      "schedule-clock: `over` of a schedule must say a length and what counts it",
    ],
    [
      "schedule(linear, from: 1, to: 0, over: 5 s)",
      "schedule-clock: `over` of a schedule must say a length and what counts it",
    ],
    [
      "schedule(linear, from: 1, to: 0, over: steps)",
      "schedule-clock: `over` of a schedule must say a length and what counts it",
    ],
    [
      "schedule(linear, from: 1, to: 0, over: 0 steps)",
      "argument-value: `over` of `schedule` must be a length above 0, found `0`",
    ],
    [
      "schedule(linear, from: 1, to: 0, over: -5 updates)",
      "argument-value: `over` of `schedule` must be a length above 0, found `-5`",
    ],
    [
      "schedule(lineal, from: 1, to: 0, over: 5 steps)",
      "unknown-word: `form` of `schedule` must be one of `linear`, `cosine`, `exponential`, `step` or `cyclic`",
    ],
    [
      "schedule(linear, from: x, to: 0, over: 5 steps)",
      "rate-mismatch: `from` of a schedule has rate `step`, and must not change faster than `param`",
    ],
    [
      "schedule(exponential, from: 1, to: 0, over: 5 steps)",
      "argument-value: `to` of `schedule` must be of the same sign as `from`, and neither of them 0, found `1 to 0`",
    ],
    [
      "schedule(exponential, from: 1, to: free, over: 5 steps)",
      "argument-value: `to` of `schedule` must be of the same sign as `from`, and neither of them 0, found `1 to [-Infinity, Infinity]`",
    ],
    ["schedule(piecewise {0: 1}, from: 1, over: steps)", "unknown-argument: `schedule` has no parameter `from`"],
    ["schedule(piecewise {0: 1, 5: 2})", "missing-argument: `schedule` misses its argument `over`"],
    [
      "schedule(piecewise {0: 1, 5: 2}, over: 5 steps)",
      "schedule-clock: `over` of a schedule must say what the points count, and no length",
    ],
    ["schedule(piecewise {5: 2}, over: steps)", "schedule-points: the points of a schedule must begin at 0, found 5"],
    [
      "schedule(piecewise {0: 1, 7: 2, 7: 3}, over: steps)",
      "schedule-points: the points of a schedule must increase, found 7 after 7",
    ],
    [
      "schedule(piecewise {0: 1, x: 3}, over: steps)",
      "not-constant: a point of a schedule must be a constant, found a value of rate step",
    ],
    [
      "schedule(piecewise {0: 1, 5: x}, over: steps)",
      "rate-mismatch: a value of a schedule has rate `step`, and must not change faster than `param`",
    ],
    [
      "schedule(piecewise {0: 1, 5: 2}, over: steps, between: steps)",
      "unknown-word: `between` of `schedule` must be one of `hold` or `linear`",
    ],
  ])("%s", (schedule, finding) => {
    expect(findingsOf(`param free: float = 1\nterm u = free\n${weighted(schedule)}`)).toEqual([finding]);
  });
});
