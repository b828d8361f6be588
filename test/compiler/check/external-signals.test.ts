import { describe, expect, it } from "vitest";
import { checked, findings } from "./checked.js";

/** Names of the errors. */
const names = (text: string): readonly string[] =>
  checked(text).diagnostics.flatMap(({ name, severity }) => (severity === "error" ? [name] : []));
const skip = "external signal x: float missing skip\nexternal signal p: bool missing skip\nsignal y: float\n";

describe("the policy of an external signal", () => {
  it("is asked for once in a declaration of several names", () => {
    expect(findings("external signal a, b: bool\nterm t = a and b")).toEqual([
      "RWD3801 external signal `a` does not say what a missing value means",
    ]);
  });

  it("has a value of the signal's type, shape and range", () => {
    expect(names("external signal a: bool missing default 3\nterm t = a")).toEqual(["type-mismatch"]);
    expect(names("external signal a: float in [0, 1] missing hold default 3\nterm t = a")).toEqual([
      "value-out-of-range",
    ]);
    expect(names("external signal a: float[2] missing default [1, 2, 3]\nterm t = sum(a)")).toEqual(["type-mismatch"]);
    expect(names("external signal a: float[2] missing default 1\nterm t = sum(a)")).toEqual([]);
    expect(names("signal b: float\nexternal signal a: float missing default b\nterm t = a")).toEqual(["not-constant"]);
  });

  it("belongs to no other signal, and is the only word on missing values", () => {
    expect(names("signal a: float missing skip\nterm t = a")).toEqual(["policy-of-ordinary-signal"]);
    expect(names("action a: float missing default 0\nsignal b: float\nterm t = a + b")).toEqual([
      "policy-of-ordinary-signal",
    ]);
    expect(names("external signal a: float = 1 missing default 0\nterm t = a")).toEqual(["default-of-external-signal"]);
  });
});

describe("what `missing skip` masks", () => {
  it.each([
    ["an end of the episode", "term t = y\nterminate when x > 1"],
    ["a guard of machine `M`", "machine M { start state A { when p -> B } state B {} }\nterm t = M.reward"],
    [
      "a reward of machine `M`",
      "signal g: bool\nmachine M { start state A { when g -> B reward x } state B {} }\nterm t = M.reward",
    ],
    ["objective `O`", "objective O = eventually p\nterm t = y on satisfied O"],
    ["an assertion", "term t = y\nassert x < 3"],
    ["`total`", "let z = x\nterm t = y\ntotal = t + z"],
    ["what a test expects", 'term t = y\ntest "n" { step {} expect x == 0 }'],
    ["what the trainer is told", "term t = y\nreport r = x"],
    ["segment `s`", "segment s = between(p)\nterm t = sum(y) over s"],
    ["`suffix_sum`", "term t = suffix_sum(x) over episode"],
  ])("is refused as %s", (what, text) => {
    expect(findings(`${skip}${text}`).filter((finding) => finding.startsWith("RWD3804"))).toEqual([
      expect.stringContaining(`${what} needs a value in every step`),
    ]);
  });

  it("is followed through terms", () => {
    expect(names(`${skip}term t = x\nterm u = y\nterminate when t.raw > 1`)).toEqual(["masked-value"]);
    expect(names(`${skip}term t = x\nterm u = y\nterminate when t > 1`)).toEqual([]);
  });

  it("may be aggregated there, with a value for what was never seen", () => {
    expect(names(`${skip}term t = y\nterminate when (last(x, empty: 0) over past) > 1`)).toEqual([]);
    expect(names(`${skip}term t = mean(x) over past`)).toEqual(["missing-empty-value"]);
    expect(names(`${skip}term t = mean(x) over episode`)).toEqual(["missing-empty-value"]);
    expect(names(`${skip}term t = sum(x) over last 3 + (mean(y) over past)`)).toEqual([]);
  });

  it("has no value at a reset, nor has what may not be missing", () => {
    expect(names(`${skip}term t = prev(x)`)).toEqual(["missing-initial-value"]);
    expect(names(`${skip}discount 0.9\nterm t = y\nshape potential x`)).toEqual(["missing-reset-value"]);
    expect(names(`${skip}term t = captured(x)`)).toEqual(["missing-reset-value"]);
    expect(names("external signal a: float missing error\nterm t = delta(a)")).toEqual(["missing-initial-value"]);
    expect(names("external signal a: float missing hold default 0\nterm t = delta(a)")).toEqual([]);
  });

  it("makes a term depend on what its body chooses by", () => {
    expect(names(`${skip}term a = if b.active then x else 0\nterm b when a.active = x`)).toEqual(["dataflow-cycle"]);
  });
});
