import { describe, expect, it } from "vitest";
import { programOf, rewards, findingsOf } from "./run.js";

/* The table of language.md §4, "History", from source text. */

const on = (...values: readonly number[]): readonly { readonly x: number }[] => values.map((x) => ({ x }));
const flags = (pattern: string): readonly { readonly p: boolean }[] =>
  [...pattern].map((letter) => ({ p: letter === "p" }));
const ofX = (body: string, values: readonly number[], reset?: number): readonly number[] =>
  rewards(`signal x: float\nterm t = ${body}`, on(...values), reset === undefined ? {} : { x: reset });
const ofP = (body: string, pattern: string, more = ""): readonly number[] =>
  rewards(`${more}\nsignal p: bool\nterm t = ${body}`, flags(pattern));

describe("the history operators", () => {
  it("prev, delta", () => {
    expect(ofX("prev(x)", [1, 2, 3], 0)).toEqual([0, 1, 2]);
    expect(ofX("prev(x, 2)", [1, 2, 3], 0)).toEqual([0, 0, 1]);
    expect(ofX("prev(x, n: 2, init: current)", [1, 2, 3])).toEqual([1, 2, 1]);
    expect(ofX("prev(x, init: 7)", [1, 2, 3])).toEqual([7, 1, 2]);
    expect(ofX("prev(x, init: reset)", [1, 2, 3], 9)).toEqual([9, 1, 2]);
    expect(ofX("delta(x)", [1, 3, 3], 0)).toEqual([1, 2, 0]);
    expect(ofX("delta(x, init: current)", [1, 3, 3])).toEqual([0, 2, 0]);
  });
  it("rising, falling, first", () => {
    expect(ofP("rising(p)", "p.pp")).toEqual([1, 0, 1, 0]);
    expect(ofP("falling(p)", "p.pp.")).toEqual([0, 1, 0, 0, 1]);
    expect(ofP("first(p)", ".pp.p")).toEqual([0, 1, 0, 0, 0]);
  });
  it("held, since", () => {
    expect(ofP("held(p)", "pp.p")).toEqual([1, 2, 0, 1]);
    expect(ofP("since(p)", ".p..p")).toEqual([1, 0, 1, 2, 0]);
  });
  it("any over last n, latched", () => {
    expect(ofP("any(p) over last 2", "p..p")).toEqual([1, 1, 0, 1]);
    expect(ofP("latched(p, for: 2)", "p..p")).toEqual([1, 1, 0, 1]);
    expect(ofP("latched(p, for: 1 s)", "p..p", "dt 0.5 s")).toEqual([1, 1, 0, 1]);
  });
  it("f over past, f over last n, full", () => {
    expect(ofX("max(x) over past", [1, 3, 2], 9)).toEqual([1, 3, 3]);
    expect(ofX("mean(x) over last 2", [2, 4, 8])).toEqual([2, 3, 6]);
    expect(ofX("mean(x, full: true) over last 2", [2, 4, 8])).toEqual([0, 3, 6]);
    expect(ofX("max(x, empty: -1) over past where (x < 3)", [5, 1, 2])).toEqual([-1, 1, 2]);
    expect(ofX("max(x) over past after (x > 4)", [5, 1, 2])).toEqual([5, 1, 2]);
    expect(ofX("length over past", [5, 1, 2])).toEqual([1, 2, 3]);
    expect(ofX("std(x, population) over last 2", [1, 3, 7])).toEqual([0, 1, 2]);
    expect(ofX("discounted_sum(x, 0.5) over past", [1, 2, 4])).toEqual([1, 2, 3]);
  });
  it("captured, best_gain", () => {
    expect(ofX("captured(x)", [1, 2], 7)).toEqual([7, 7]);
    expect(ofX("best_gain(x)", [1, 3, 2, 5], 2)).toEqual([0, 1, 0, 2]);
  });
  it("counter", () => {
    expect(ofX("counter(up: x > 0, down: x < 0)", [1, 1, -1, -1, -1])).toEqual([1, 2, 1, 0, 0]);
    expect(ofX("counter(up: x > 0, floor: 0, ceiling: 2)", [1, 1, 1])).toEqual([1, 2, 2]);
  });
  it("ema", () => {
    expect(ofX("ema(x, 0.5)", [4, 0, 2])).toEqual([4, 2, 2]);
  });
  it("savitzky_golay", () => {
    ofX("savitzky_golay(x, n: 3, order: 1, derivative: 1)", [0, 2, 4, 6]).forEach((slope, index) =>
      expect(slope).toBeCloseTo(index === 0 ? 0 : 2, 12),
    );
    const perSecond = rewards(
      "dt 0.5 s\nsignal x: float\nterm t = savitzky_golay(x, n: 3, order: 1, derivative: 1)",
      on(0, 2, 4, 6),
    );
    expect(perSecond[3]).toBeCloseTo(4, 12);
  });
  it("work element by element on arrays", () => {
    const text = "signal v: float[2]\nterm t = sum(max(v) over past) + sum(delta(v, init: current))";
    expect(rewards(text, [{ v: [1, 5] }, { v: [3, 2] }])).toEqual([6, 7]);
  });
  it("refuse what comes with later versions by name", () => {
    expect(findingsOf("signal x: float\nterm t = median(x) over past")).toContainEqual(
      expect.stringMatching(/^not-in-this-version: /),
    );
  });
});

describe("the prelude", () => {
  it("has running extrema and counts", () => {
    expect(ofX("running_max(x)", [1, 3, 2])).toEqual([1, 3, 3]);
    expect(ofX("running_min(x)", [2, 1, 3])).toEqual([2, 1, 1]);
    expect(ofX("running_mean(x)", [1, 3, 8])).toEqual([1, 2, 4]);
    expect(ofP("count_so_far(p)", "p.p")).toEqual([1, 1, 2]);
    expect(ofP("ever(p)", ".p.")).toEqual([0, 1, 1]);
  });
  it("has huber and smoothstep", () => {
    expect(ofX("huber(x)", [0.5, 2, -3])).toEqual([0.125, 1.5, 2.5]);
    expect(ofX("huber(x, delta: 2)", [2, 3])).toEqual([2, 4]);
    expect(ofX("smoothstep(x, 0, 2)", [-1, 1, 3])).toEqual([0, 0.5, 1]);
    expect(ofX("unit_ramp(x, 0, 4)", [-1, 1, 5])).toEqual([0, 0.25, 1]);
  });
  it("has kernels and sums", () => {
    expect(ofX("exp_kernel(x ^ 2, 0.25)", [0.5])).toEqual([Math.exp(-1)]);
    expect(ofX("tanh_kernel(x, 2)", [0])).toEqual([1]);
    expect(ofX("l1([x, -2 * x]) + squared_norm([x, 2 * x])", [3])).toEqual([54]);
  });
  it("checks without warnings, alone and in a spec that uses nothing of it", () => {
    expect(findingsOf("signal x: float\nterm t = x")).toEqual([]);
  });
});

describe("history in the graph", () => {
  it("offers latches, counters and buffers as features, but not the clock", () => {
    const slots = programOf("signal x: float\nterm t = prev(x) + step_index + held(x > 0)").slots.map(
      ({ name, feature }) => [name, feature?.encoding],
    );
    expect(slots).toEqual([
      ["prev(x)", "value"],
      ["step_index", undefined],
      ["held(x > 0)", "value"],
    ]);
  });
});
