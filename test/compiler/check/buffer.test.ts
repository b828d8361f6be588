import { describe, expect, it } from "vitest";
import { body, findings, names, only, spec } from "./checked.js";

const signals = `signal x, y: float in [0, 5] unit m
signal v: float[3]
signal p: bool
signal ps: bool[3]
signal kind, other: enum { A, B }
signal score: float per episode
signal varying: float[<= 4]
param w: float = 1
`;
const found = (expression: string): readonly string[] =>
  names(`${signals}report r = ${expression}`).filter((name) => !name.startsWith("unused"));

describe("a buffer", () => {
  it("is an array of varying length of what it is given, with its range and unit", () => {
    expect(body("buffer(x, 7)", "signal x: float in [0, 5] unit m").type).toMatchObject({
      element: "float",
      range: [0, 5],
      unit: { m: 1 },
      shape: [{ size: 7 }],
    });
  });

  it("takes values of every rate, and stands wherever a param may", () => {
    for (const fits of [
      "sum(buffer(v, 4))",
      "count(buffer(kind, 4) == A)",
      "max(buffer(score, 4, 2), empty: 0)",
      "mean(buffer(mean(score) over batch, 4), empty: 0)",
      "sum(buffer(w, 4))",
      "buffer(score, 4)[1]",
      "mean(buffer(mean(buffer(score, 3), empty: 0), 2), empty: 0)",
    ])
      expect(found(fits), fits).toEqual([]);
    const { terms } = spec("signal x: float\nterm t weight mean(buffer(x, 3), empty: 1) = x");
    expect(terms[0]?.weight).toMatchObject({ rate: "param", availability: "step" });
    expect(terms[0]?.paid).toBeUndefined();
  });

  it("may read what is known later, since it is read later", () => {
    expect(
      names("signal score: float per episode\nterminate when length(buffer(score, 3)) > 2\nterm t = score"),
    ).toEqual([]);
    expect(names("signal x: float\nterm t = x - mean(buffer(t, 3), empty: 0)")).toEqual([]);
  });

  it("has a constant size and age, from 1", () => {
    expect(findings(`${signals}report r = sum(buffer(x, 0))`)).toContain(
      "RWD3704 `size` of `buffer` must be a whole number from 1 to 65536, found `0`",
    );
    expect(findings(`${signals}report r = sum(buffer(x, 3, 0.5))`)).toContain(
      "RWD3704 `max_age` of `buffer` must be a whole number from 1, found `0.5`",
    );
    expect(found("sum(buffer(x, w))")).toEqual(["not-constant"]);
    expect(found("sum(buffer(x))")).toEqual(["missing-argument"]);
  });

  it("is filtered by one condition", () => {
    expect(found("sum(buffer(x, 3, where: x))")).toEqual(["not-boolean"]);
    expect(found("sum(buffer(v, 3, where: ps))")).toEqual(["not-scalar"]);
    expect(found("sum(buffer(varying, 3))")).toEqual(["not-in-this-version"]);
  });

  it("asks what it is worth while it is empty", () => {
    expect(found("mean(buffer(x, 3))")).toEqual(["missing-empty-value"]);
    expect(found("quantile(buffer(x, 3), 0.5)")).toEqual(["missing-empty-value"]);
    expect(found("quantile(buffer(x, 3), 1.5, empty: 0 m)")).toEqual(["argument-value"]);
  });

  it("does not combine with another one, item by item", () => {
    const text = "signal x: float\nterm t = sum(buffer(x, 3) - buffer(x, 3, where: x > 0))";
    expect(only(text)).toMatchObject({ name: "shape-mismatch" });
    expect(only(text).help).toContain("one buffer");
  });

  it("needs no `over`", () => {
    expect(found("mean(buffer(x, 3), empty: 0 m) over past")).toEqual(["unfit-scope"]);
    expect(found("mean(buffer(x, 3), empty: 0 m) over batch")).toEqual(["unfit-scope"]);
  });
});

describe("history across updates", () => {
  it("of each tag takes one tag, and a first value", () => {
    expect(found("ema(mean(x) over batch by kind, 0.1)")).toEqual([]);
    expect(found("delta(ema(mean(x) over batch by kind, 0.1), init: current)")).toEqual([]);
    expect(found("ema((mean(x) over batch by kind) - (mean(x) over batch), 0.1)")).toEqual([]);
    expect(found("ema((mean(x) over batch by kind) + (mean(x) over batch by other), 0.1)")).toEqual(["known-later"]);
    expect(found("ema(x * (mean(x) over batch by kind), 0.1)")).toEqual(["known-later"]);
    expect(found("prev(mean(x) over batch by kind)")).toEqual(["missing-initial-value"]);
    expect(found("held((mean(x) over batch by kind) > 1 m)")).toEqual(["not-in-this-version"]);
  });

  it("starts from a constant, and not from a reset", () => {
    expect(found("prev(mean(score) over batch, init: 0)")).toEqual([]);
    expect(found("prev(mean(score) over batch, init: w)")).toEqual(["not-constant"]);
    expect(found("captured(mean(score) over batch)")).toEqual(["not-in-this-version"]);
    expect(found("best_gain(mean(score) over batch)")).toEqual(["not-in-this-version"]);
  });
});
