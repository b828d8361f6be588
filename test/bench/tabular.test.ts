import { describe, expect, it } from "vitest";
import { compare } from "../../bench/tabular/compare.js";
import { crossing } from "../../bench/tabular/curves.js";
import { Score } from "../../bench/tabular/score.js";

const episode = { at: 0, shapedReturn: 0, terminated: true };

describe("the score of the benchmark", () => {
  it("averages reward per step over the last episodes, as a share of the task's optimum", () => {
    const score = new Score(1, 2, [0.1, 0.5]);
    score.add({ ...episode, row: 0, task: 0, length: 10, return: 1 });
    expect(score.median(0, 1)).toBeCloseTo(1, 12);
    score.add({ ...episode, row: 0, task: 1, length: 4, return: 1 });
    expect(score.median(0, 1)).toBeCloseTo((1 + 0.5) / 2, 12);
    score.add({ ...episode, row: 0, task: 0, length: 10, return: 0 });
    expect(score.median(0, 1)).toBeCloseTo(0.5 / 2, 12);
  });

  it("takes the median over a learner's rows, 0 where no episode has ended", () => {
    const score = new Score(5, 10, [1]);
    [0.2, 0.8, 0.4].forEach((paid, row) => {
      score.add({ ...episode, row, task: 0, length: 1, return: paid });
    });
    expect(score.median(0, 3)).toBe(0.4);
    expect(score.median(0, 4)).toBeCloseTo(0.3, 12);
    expect(score.median(3, 2)).toBe(0);
  });
});

describe("a comparison with published curves", () => {
  const curves = { crm: [0.1, 0.52, 0.91, 0.96] };
  const table = (medians: number[], crossings: (number | null)[]): ReturnType<typeof compare> =>
    compare({
      title: "t",
      curves,
      expected: { crm: { medians, crossings } },
      points: [1000, 4000],
      every: 1000,
      slack: 1000,
    });

  it("finds the first point at or above a level", () => {
    expect(crossing([0.1, 0.5, 0.4, 0.9], 0.5, 1000)).toBe(2000);
    expect(crossing([0.1], 0.5, 1000)).toBeUndefined();
  });

  it("agrees within 0.05 and the slack, not beyond", () => {
    expect(table([0.15, 0.91], [1, 4, 5])).toMatchObject({ misses: 0, compared: 5 });
    expect(table([0.16, 0.91], [1, 4, 5])).toMatchObject({ misses: 1 });
    expect(table([0.1, 0.96], [2, 3, 6])).toMatchObject({ misses: 1 });
    expect(table([0.1, 0.96], [2, 3, null])).toMatchObject({ misses: 1 });
    expect(table([0.1, 0.96], [2, 3, 6]).text).toContain("4 (6) ✗");
  });

  it("does not judge what nobody has published", () => {
    expect(compare({ title: "t", curves, expected: {}, points: [1000], every: 1000, slack: 0 })).toMatchObject({
      misses: 0,
      compared: 0,
    });
  });
});
