import { describe, expect, it } from "vitest";
import { findings, names } from "./checked.js";

describe("what nothing reads", () => {
  it("is named: signals, params and lets", () => {
    expect(findings("signal a, b: float\nparam p: float = 1\nlet l = 2\nterm t = a")).toEqual([
      "RWD7001 `b` is a signal that nothing reads",
      "RWD7001 `p` is a param that nothing reads",
      "RWD7001 `l` is a `let` that nothing reads",
    ]);
  });

  it("is what only tests read, and not what only a variant or an unused function reads", () => {
    expect(names('signal a, b: float\nterm t = a\ntest "b" { step { b = 1 } expect b == 1 }')).toEqual([
      "unused-declaration",
    ]);
    expect(names("signal a, b, c: float\nterm t = a\nvariant v { set t = b }\ndef f(x) = x + c")).toEqual([]);
  });

  it("counts neither actions nor libraries", () => {
    expect(names("action torque: float\nterm t = 1")).toEqual([]);
    expect(names("library L\nsignal a: float\nlet b = 2")).toEqual([]);
  });

  it("does not take a parameter of the same name for it", () => {
    expect(
      names("param sigma: float = 1\nsignal x: float\ndef kernel(e, sigma) = exp(-e / sigma)\nterm t = kernel(x, 2)"),
    ).toEqual(["unused-declaration"]);
    expect(
      names(
        "param sigma: float = 1\nsignal x: float\ndef kernel(e, sigma) = exp(-e / sigma)\nterm t = kernel(x, sigma)",
      ),
    ).toEqual([]);
  });

  it("is not asked while there are errors, which may be the reason", () => {
    expect(names("signal speed: float\nterm t = spede")).toEqual(["unknown-name"]);
  });
});

describe("names that hide others", () => {
  it("are members of groups, counters and functions, not parameters", () => {
    expect(names("signal x: float\nterms g { let x = 2 term a = x }\nterm t = x")).toEqual(["shadowed-name"]);
    expect(
      names(
        "signal x: float\nsignal p: bool\nmachine M { counter x: int in [0, 1] = 0 start state A { when p and x < 1 -> A reward 1 do x = 1 } }\nterm t = M.reward + x",
      ),
    ).toEqual(["shadowed-name"]);
    expect(names("signal x: float\ndef f(x) = x\nterm t = f(x) + sum(x for x in [1, 2])")).toEqual([]);
  });
});

describe("declarations out of place", () => {
  it("are a spec's in a library, and imports, variants and tests in a variant", () => {
    expect(names("library L\nlet a = 1\ntotal = a\nterminate when true\ndiscount 0.9")).toEqual([
      "misplaced-declaration",
      "misplaced-declaration",
      "misplaced-declaration",
    ]);
    expect(names('signal x: float\nterm t = x\nvariant v { test "a" { step { } expect true } }')).toEqual([
      "misplaced-declaration",
    ]);
  });
});
