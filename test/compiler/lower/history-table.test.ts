import { beforeAll, describe, expect, it } from "vitest";
import { aggregators, builtins } from "../../../src/compiler/builtins/index.js";
import { kernelOf } from "../../../src/compiler/index.js";
import { useBackend } from "../../../src/runtime/backend/use-backend.js";
import { scalarPaid, type Row } from "../../../src/runtime/reference/index.js";
import { conformance } from "../../../src/testing/index.js";
import { programOf, run } from "./run.js";

/*
 * Everything that remembers, one row each: its values over five steps, the first of them the value at the start. The same values must
 * come again in the next episode, however it is reset, and in each environment of a batch on its own.
 */

const signals = "dt 0.5 s\nsignal x: float in [0, 10]\nsignal p, q: bool\naction a: float in [-4, 4]\n";
const reset = { x: 5 };
const steps: readonly Row[] = [
  { signals: { x: 7, p: true, q: false }, actions: { a: 1 } },
  { signals: { x: 6, p: true, q: false }, actions: { a: 2 } },
  { signals: { x: 9, p: false, q: true }, actions: { a: 4 } },
  { signals: { x: 9, p: false, q: true }, actions: { a: 0 } },
  { signals: { x: 3, p: true, q: false }, actions: { a: 1 } },
];

const stages =
  "machine M { start state Reach { when p -> Lift } state Lift { when q -> Place } done state Place }\n" +
  "let stage = match M.state { Reach -> 0, Lift -> 1, Place -> 2 }\n";

const table: readonly (readonly [what: string, value: string, values: readonly number[], more?: string])[] = [
  ["the value before", "prev(x)", [5, 7, 6, 9, 9]],
  ["the value two steps before", "prev(x, n: 2)", [5, 5, 7, 6, 9]],
  ["the value before, the present one standing in", "prev(x, init: current)", [7, 7, 6, 9, 9]],
  ["the previous action", "prev(a, init: 0)", [0, 1, 2, 4, 0]],
  ["the action before the previous one", "prev(a, n: 2, init: 0)", [0, 0, 1, 2, 4]],
  ["the second difference of actions", "a - 2 * prev(a, init: 0) + prev(a, n: 2, init: 0)", [1, 0, 1, -6, 5]],
  ["a change from the reset on", "delta(x)", [2, -1, 3, 0, -6]],
  ["a change that is 0 at first", "delta(x, init: current)", [0, -1, 3, 0, -6]],
  ["the start of a run", "rising(p)", [1, 0, 0, 0, 1]],
  ["the end of a run", "falling(p)", [0, 0, 1, 0, 0]],
  ["the first time", "first(p)", [1, 0, 0, 0, 0]],
  ["the length of a run", "held(p)", [1, 2, 0, 0, 1]],
  ["the length of a run in seconds", "seconds(held(p))", [0.5, 1, 0, 0, 0.5]],
  ["steps since, from the reset where never yet", "since(q)", [1, 2, 0, 0, 1]],
  ["a latch with a hold time", "any(q) over last 2", [0, 0, 1, 1, 1]],
  ["a latch for good", "any(q) over past", [0, 0, 1, 1, 1]],
  ["what has always held", "all(p) over past", [1, 1, 0, 0, 0]],
  ["how often", "count(p) over past", [1, 2, 2, 2, 3]],
  ["how long", "length over past", [1, 2, 3, 4, 5]],
  ["a running maximum", "max(x) over past", [7, 7, 9, 9, 9]],
  ["a running minimum", "min(x) over past", [7, 6, 6, 6, 3]],
  ["a maximum since an event", "max(x) over past after p", [7, 6, 9, 9, 9]],
  ["a sum of some steps", "sum(x) over past where p", [7, 13, 13, 13, 16]],
  ["a mean over a window", "mean(x) over last 2", [7, 6.5, 7.5, 9, 6]],
  ["a window that waits until it is full", "max(x, full: true) over last 3", [0, 0, 9, 9, 9]],
  ["a product", "product(x) over last 2", [7, 42, 54, 81, 27]],
  ["the first value of the episode", "first(x) over past", [7, 7, 7, 7, 7]],
  ["the last value of some steps", "last(x) over last 2", [7, 6, 9, 9, 3]],
  ["a deviation", "std(x, population) over last 2", [0, 0.5, 1.5, 0, 3]],
  ["a discounted sum", "discounted_sum(x, 0.5) over past", [7, 10, 12.25, 13.375, 13.5625]],
  ["what was there at the reset", "captured(x)", [5, 5, 5, 5, 5]],
  ["the best so far", "best_gain(x)", [2, 0, 2, 0, 0]],
  ["a counter up and down", "counter(up: p, down: q)", [1, 2, 1, 0, 1]],
  ["a counter as hysteresis", "counter(up: p, down: q, floor: 0, ceiling: 3) > 1", [0, 1, 0, 0, 0]],
  ["a moving average", "ema(x, 0.5)", [7, 6.5, 7.75, 8.375, 5.6875]],
  ["the visits of a cell", "visits(p, per: episode)", [1, 2, 1, 2, 3]],
  ["a fitted slope", "savitzky_golay(x, n: 2, order: 1, derivative: 1)", [0, -2, 6, 0, -12]],
  ["the stage of a task", "stage", [1, 1, 2, 2, 2], stages],
  ["the clock", "step_index + time", [0, 1.5, 3, 4.5, 6]],
  ["the first step", "first_step", [1, 0, 0, 0, 0]],
];

const specOf = (value: string, more = ""): string => `${signals}${more}term t = ${value}`;
const pays = (text: string, rows: readonly Row[]): readonly number[] =>
  run(text, rows, reset).map(({ reward }) => scalarPaid(reward));
const agree = (found: readonly number[], values: readonly number[]): void => {
  expect(found).toHaveLength(values.length);
  found.forEach((value, index) => expect(value).toBeCloseTo(values[index] ?? NaN, 12));
};

beforeAll(async () => {
  await useBackend("cpu");
});

describe("the table is whole", () => {
  const names = [
    ...[...builtins.values()].filter(({ stateful }) => stateful),
    ...[...aggregators.values()].filter(({ lower }) => lower !== undefined),
  ];
  it.each(names.map(({ name }) => name))("it has %s", (name) => {
    expect(table.some(([, value]) => new RegExp(`\\b${name}(\\(| over)`).test(value))).toBe(true);
  });
});

const rows = table.map(([what, value, values, more = ""]) => ({ what, value, values, more }));

describe.each(rows)("$what: $value", ({ value, values, more }) => {
  const text = specOf(value, more);
  it("starts as defined", () => agree(pays(text, steps), values));

  it("starts anew after a reset row", () => {
    agree(pays(text, [...steps, { isFirst: true, signals: reset }, ...steps]).slice(steps.length + 1), values);
  });

  it("starts anew after a reset in the step that ends the episode", () => {
    const last = { ...steps.at(-1), truncated: true, isFirst: true, reset };
    agree(pays(text, [...steps.slice(0, -1), last, ...steps]).slice(steps.length), values);
  });

  it("belongs to one environment of a batch", async () => {
    const program = programOf(text);
    const { mismatches, stepped } = await conformance(program, kernelOf(program), { environments: 3, rows: 16 });
    expect(mismatches).toEqual([]);
    expect(stepped).toBeGreaterThan(40);
  });
});

describe("durations in steps and in seconds are the same", () => {
  it.each([
    ["held(p) >= 2", "held(p) >= 1 s"],
    ["held(p) == 2", "seconds(held(p)) == 1 s"],
    ["since(q) > 1", "since(q) > 0.5 s"],
    ["any(p) over last 2", "any(p) over last 1 s"],
    ["latched(q, for: 2)", "latched(q, for: 1 s)"],
    ["max(x) over last 3", "max(x) over last 1.5 s"],
    ["savitzky_golay(x, n: 4, order: 1)", "savitzky_golay(x, n: 2 s, order: 1)"],
    ["savitzky_golay(x, n: 4, order: 1, smoothed: 2)", "savitzky_golay(x, n: 2 s, order: 1, smoothed: 1 s)"],
    ["step_index >= 2", "time >= 1 s"],
  ])("%s, %s", (inSteps, inSeconds) => {
    const found = pays(specOf(inSteps), steps);
    expect(pays(specOf(inSeconds), steps)).toEqual(found);
    expect(new Set(found).size).toBeGreaterThan(1);
  });
});
