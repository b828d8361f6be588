import { describe, expect, it } from "vitest";
import { checked, body, findings, marked, names, only, spec, typeOf } from "./checked.js";

describe("functions", () => {
  it("are checked at every call with its arguments", () => {
    expect(typeOf("twice(1) + sum(twice([0.5, 1]))", "def twice(x) = 2 * x")).toBe("float");
    expect(names("signal k: enum { A, B }\ndef twice(x) = 2 * x\nterm t = twice(k)")).toEqual(["type-mismatch"]);
  });

  it("point at the mistake in the body and at the call that leads there", () => {
    const text =
      "reward A\nsignal p: vec3\ndef near(x) = if x < 1 then x else true and x\ndef outer(y) = near(y)\nterm t = sum(outer(p))";
    const [diagnostic] = checked(text).diagnostics;
    expect(diagnostic?.name).toBe("not-boolean");
    expect(marked(text, diagnostic?.primary ?? { span: { start: 0, end: 0 } })).toBe("x");
    expect(diagnostic?.related.map((label) => marked(text, label))).toEqual(["near(y)", "outer(p)"]);
  });

  it("report a mistake once however often they are called", () => {
    expect(names("signal x: float\ndef f(x) = x + unknown\nterm t = f(x) + f(1) + f(2)")).toEqual(["unknown-name"]);
  });

  it("own their state in each call, while a let is shared", () => {
    const called = body("changed(x) + changed(x)", "signal x: float\ndef changed(v) = delta(v)");
    expect(called.kind === "binary" && called.left === called.right).toBe(false);
    const { terms } = spec("signal x: float\nlet change = delta(x)\nterm t = change + change");
    const sum = terms[0]?.body;
    if (sum?.kind !== "binary" || sum.left.kind !== "let" || sum.right.kind !== "let")
      throw new Error("two references are expected");
    expect(sum.left.let).toBe(sum.right.let);
  });

  it("evaluate an argument once, wherever the body uses it", () => {
    const square = body("squared(delta(x))", "signal x: float\ndef squared(v) = v * v");
    expect(square.kind === "binary" && square.left === square.right).toBe(true);
  });

  it("take arguments by place and by name, with defaults", () => {
    const def = "signal x: float\ndef kernel(e, sigma = 2, power = 1) = exp(-e ^ power / sigma)\n";
    expect(
      names(`${def}term t = kernel(x) + kernel(x, 3) + kernel(e: x, power: 2) + kernel(x, power: 2, sigma: 1)`),
    ).toEqual([]);
    expect(findings(`${def}term t = kernel()`)).toEqual(["RWD3015 `kernel` misses its argument `e`"]);
    expect(names(`${def}term t = kernel(x, 1, 2, 3)`)).toEqual(["extra-argument"]);
    expect(names(`${def}term t = kernel(x, e: 1)`)).toEqual(["duplicate-argument"]);
    expect(only(`${def}term t = kernel(x, sigam: 1)`)).toMatchObject({
      name: "unknown-argument",
      help: "did you mean `sigma`?",
    });
  });

  it("read signals, and see the names of their own file only", () => {
    expect(names("signal x: float\ndef scaled(k) = k * x\nterm t = scaled(2)")).toEqual([]);
    const files = { "lib.reward": "library L\nlet gain = 3\ndef scaled(v) = gain * v" };
    expect(
      names('import { scaled } from "./lib"\nsignal x: float\nlet gain = true\nterm t = scaled(x) + gain', files),
    ).toEqual([]);
  });

  it("never call themselves; the way round is printed", () => {
    expect(findings("signal x: float\ndef f(n) = g(n)\ndef g(n) = f(n - 1)\nterm t = f(x)")).toEqual([
      "RWD2017 function `f` calls itself: `f` → `g` → `f`",
    ]);
  });

  it("are checked without a call for what is wrong with any arguments", () => {
    expect(names("signal x: float\nterm t = x\ndef f(a) = a + missing\ndef g(a) = norm(a) + unheard(a)")).toEqual([
      "unknown-name",
      "unknown-function",
    ]);
    expect(names("signal x: float\nterm t = x\ndef f(a) = if a == Math then a.x else sum(a over past)")).not.toContain(
      "unknown-name",
    );
  });

  it("hide a built-in of the same name, with a warning", () => {
    expect(names("signal x: float\ndef tanh(v) = v\nterm t = tanh(x)")).toEqual(["shadowed-name"]);
  });
});

describe("comprehensions", () => {
  it("write out the body for each element and reduce its axis only", () => {
    expect(typeOf("sum(x * 2 for x in m)", "signal m: float[2, 3]")).toBe("float[3]");
    expect(typeOf("max(norm(p - q) for q in ps)", "signal p: vec3\nsignal ps: float[4, 3]")).toBe("float");
    expect(typeOf("sum(i * x for i, x in m)", "signal m: float[3]")).toBe("float");
  });

  it("keep the name of the axis", () => {
    expect(typeOf("sum(norm(f) for f in force)", "axis foot = { L, R }\nsignal force: vec3[foot]")).toBe("float");
    expect(
      names(
        "axis foot = { L, R }\nsignal force: vec3[foot]\nsignal load: float[foot]\nterm t = sum([f.x for f in force] * load)",
      ),
    ).not.toEqual([]);
  });

  it("give each copy a state of its own", () => {
    const sum = body("any(held(q) > 2 for q in ps)", "signal ps: bool[2]");
    const held = JSON.stringify(sum).match(/"builtin":"held"/g);
    expect(held).toHaveLength(2);
  });

  it("run over arrays only", () => {
    expect(names("signal x: float\nterm t = sum(q for q in x)")).toEqual(["type-mismatch"]);
  });
});

describe("match", () => {
  const kind = "signal kind: enum { Math, Code, Chat }\nsignal x: float\n";

  it("covers an enum with its members, a bool with both values, anything with else", () => {
    expect(
      names(
        `${kind}term t = match kind { Math -> 1, Code -> 2, Chat -> 3 }\nterm u = match x { >= 0.9 -> 2, in [0, 0.5] -> 1, 0.7 -> 5, else -> 0 }`,
      ),
    ).toEqual([]);
    expect(names("signal b: bool\nterm t = match b { true -> 1, false -> 2 }")).toEqual([]);
    expect(findings(`${kind}term t = x + match kind { Math -> 1 }`)).toEqual([
      "RWD3020 `match` does not cover `Code` and `Chat`",
    ]);
    expect(findings(`${kind}term t = (kind == Math) + match x { >= 0 -> 1 }`)).toEqual([
      "RWD3020 `match` does not cover all values",
    ]);
  });

  it("warns of cases that are never reached", () => {
    expect(names(`${kind}term t = x * match kind { Math -> 1, Math -> 2, else -> 3 }`)).toEqual(["unreachable-case"]);
    expect(names(`${kind}term t = match x { else -> 1, >= 3 -> 2 } * (kind == Math)`)).toEqual(["unreachable-case"]);
  });

  it("evaluates its subject once", () => {
    const chosen = body("match delta(x) { > 1 -> 1, > 0 -> 0.5, else -> 0 }", "signal x: float");
    if (
      chosen.kind !== "select" ||
      chosen.condition.kind !== "binary" ||
      chosen.else.kind !== "select" ||
      chosen.else.condition.kind !== "binary"
    )
      throw new Error("a chain of choices");
    expect(chosen.condition.left).toBe(chosen.else.condition.left);
  });

  it("gives members of an enum as values", () => {
    expect(typeOf("match x { > 0 -> kind, else -> Code }", kind)).toBe("enum { Math, Code, Chat }");
  });
});
