import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../../../src/runtime/reference/index.js";
import { run } from "./run.js";

interface Step {
  readonly x: number;
  readonly p: boolean;
}

/** Straight from the definitions, on all steps of an episode. */
const aggregates: Readonly<Record<string, (steps: readonly Step[]) => number>> = {
  "sum(x)": (steps) => sum(steps.map(({ x }) => x)),
  "mean(x)": (steps) => sum(steps.map(({ x }) => x)) / steps.length,
  "min(x)": (steps) => Math.min(...steps.map(({ x }) => x)),
  "max(x)": (steps) => Math.max(...steps.map(({ x }) => x)),
  "product(x)": (steps) => steps.reduce((product, { x }) => product * x, 1),
  "first(x)": (steps) => steps[0]?.x ?? NaN,
  "last(x)": (steps) => steps.at(-1)?.x ?? NaN,
  "any(p)": (steps) => Number(steps.some(({ p }) => p)),
  "all(p)": (steps) => Number(steps.every(({ p }) => p)),
  "count(p)": (steps) => steps.filter(({ p }) => p).length,
  "std(x, population)": (steps) => {
    const mean = sum(steps.map(({ x }) => x)) / steps.length;
    return Math.sqrt(sum(steps.map(({ x }) => (x - mean) ** 2)) / steps.length);
  },
  length: (steps) => steps.length,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const steps = fc.array(fc.record({ x: fc.integer({ min: -4, max: 4 }), p: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
});

function rowsOf(episode: readonly Step[], end: "terminated" | "truncated" | "unfinished"): Row[] {
  return episode.map(({ x, p }, index) => ({
    signals: { x, p },
    ...(index < episode.length - 1 || end === "unfinished" ? {} : { [end]: true }),
  }));
}

const signals = "signal x: float\nsignal p: bool\n";

describe("a term of an episode", () => {
  it.each(Object.entries(aggregates))("is paid in the last step, by its definition: %s", (aggregate, definition) => {
    const text = `${signals}term t weight 0.5 = (${aggregate} over episode) + 1`;
    fc.assert(
      fc.property(steps, fc.constantFrom("terminated", "truncated", "unfinished"), (episode, end) => {
        const paid = run(text, rowsOf(episode, end)).map(({ reward }) => reward);
        const worth = end === "unfinished" ? 0 : 0.5 * (definition(episode) + 1);
        expect(paid.slice(0, -1)).toEqual(episode.slice(1).map(() => 0));
        expect(paid.at(-1)).toBeCloseTo(worth, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("takes the steps that `where` names", () => {
    const text = `${signals}term t = mean(x, empty: 7) over episode where p`;
    fc.assert(
      fc.property(steps, (episode) => {
        const chosen = episode.filter(({ p }) => p).map(({ x }) => x);
        const worth = chosen.length === 0 ? 7 : sum(chosen) / chosen.length;
        expect(run(text, rowsOf(episode, "terminated")).at(-1)?.reward).toBeCloseTo(worth, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("is gated by what the episode was", () => {
    const text = `${signals}term t weight 3 when last(p) over episode = 1`;
    const episode = [
      { x: 0, p: true },
      { x: 0, p: false },
    ];
    expect(run(text, rowsOf(episode, "terminated")).map(({ reward }) => reward)).toEqual([0, 0]);
    expect(run(text, rowsOf([...episode].reverse(), "terminated")).map(({ reward }) => reward)).toEqual([0, 3]);
  });

  it("is added to `total` as a term or as an addend", () => {
    const text = `${signals}term a = x\nterm b = sum(x) over episode\ntotal = sum(terms) - (max(x) over episode) / 2 + b`;
    const episode = [
      { x: 1, p: false },
      { x: 4, p: false },
    ];
    expect(run(text, rowsOf(episode, "truncated")).map(({ reward }) => reward)).toEqual([1, 4 + 5 - 2 + 5]);
  });

  it("is paid where the spec itself ends the episode", () => {
    const text = `${signals}term t = length over episode\nterminate when p reward 10`;
    const rows = rowsOf(
      [
        { x: 0, p: false },
        { x: 0, p: true },
        { x: 0, p: true },
      ],
      "unfinished",
    );
    expect(run(text, rows).map(({ reward }) => reward)).toEqual([0, 12, 0]);
  });

  it("is broken only in the step where it counts", () => {
    const text = `${signals}nan zero\nterm t = 1 / (sum(x) over episode)`;
    const found = run(
      text,
      rowsOf(
        [
          { x: 0, p: false },
          { x: 2, p: false },
        ],
        "terminated",
      ),
    );
    expect(found.map(({ nonFinite }) => nonFinite.length)).toEqual([0, 0]);
    expect(found.map(({ reward }) => reward)).toEqual([0, 0.5]);
  });
});
