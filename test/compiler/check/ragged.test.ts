import { describe, expect, it } from "vitest";
import { compile, describe as descriptorOf, memoryHost } from "../../../src/compiler/index.js";
import { initialState, step } from "../../../src/runtime/reference/index.js";
import { body, findings, names, only, typeOf } from "./checked.js";

const items = `axis item <= 4
axis word <= 4
signal x, y: float[item]
signal flag: bool[item]
signal w: float[word]
signal own, other: int[<= 4]
`;

const found = (expression: string): readonly string[] =>
  names(`${items}let v = ${expression}\nterm t = 1`).filter((name) => !name.startsWith("unused"));

describe("arrays of varying length", () => {
  it("combine on one axis, with single values, and with arrays as long as their longest", () => {
    for (const fits of [
      "sum(x * y)",
      "sum(if flag then x else 0)",
      "dot(x, flag)",
      "sum(x * [1, 2, 3, 4])",
      "sum(-x + 1)",
    ])
      expect(found(fits), fits).toEqual([]);
  });

  it("do not combine where their axes differ, whatever the sizes", () => {
    for (const differ of ["sum(x + w)", "sum(if flag then w else 0)", "sum(own == other)", "any(flag and w > 0)"])
      expect(found(differ), differ).toEqual(["shape-mismatch"]);
    for (const differ of ["dot(x, w)", "sum(lerp(x, w, 0.5))"])
      expect(found(differ), differ).toEqual(["argument-shapes"]);
    expect(only(`${items}term t = sum(x + w) + sum(y) + sum(flag) + sum(own) + sum(other)`).help).toContain(
      "axis item <= 32",
    );
  });

  it("ask what is there without any item, unless nothing has a natural value", () => {
    for (const clear of ["sum(x)", "count(flag)", "product(x)", "any(flag)", "all(flag)", "norm(x)", "dot(x, y)"])
      expect(found(clear), clear).toEqual([]);
    for (const unclear of ["mean(x)", "min(x)", "max(x)", "std(x, sample)", "argmax(x)", "argmin(x)", "logsumexp(x)"]) {
      expect(found(unclear), unclear).toEqual(["missing-empty-value"]);
      expect(found(unclear.replace(")", ", empty: 0)")), unclear).toEqual([]);
    }
    expect(found("max(q ^ 2 for q in x)")).toEqual(["missing-empty-value"]);
    expect(found("max(q ^ 2 for q in x, empty: 0)")).toEqual([]);
  });

  it("keep the ranges of what is reduced, nothing included", () => {
    const declarations = "axis item <= 3\nsignal n: int[item] in [2, 5]";
    const range = (expression: string) => body(expression, declarations).type.range;
    expect(range("sum(n)")).toEqual([0, 15]);
    expect(range("max(n, empty: 9)")).toEqual([2, 9]);
    expect(range("mean(n, empty: 0)")).toEqual([0, 5]);
    expect(range("n[1]")).toEqual([0, 5]);
    expect(range("length(item)")).toEqual([0, 3]);
    expect(typeOf("n + 1", declarations)).toBe("int[item]");
  });

  it("have a length that an array of fixed size has, too", () => {
    expect(body("length(v)", "signal v: float[3]").type.range).toEqual([3, 3]);
    expect(names("signal v: float[3]\nterm t = length(v[0])")).toEqual(["type-mismatch"]);
  });

  it("are set in tests as lists of one length for each axis", () => {
    const steps = (text: string): readonly string[] =>
      findings(
        `${items}term t = sum(x) + sum(y) + sum(flag) + sum(w) + sum(own) + sum(other)\ntest "t" { step { ${text} } expect t == 0 or true }`,
      );
    expect(steps("x = [1, 2], y = [3, 4], w = [1], own = []")).toEqual([]);
    expect(steps("x = [1, 2], y = [3]")).toEqual([
      "RWD6101 `y` cannot be set in a test: found a list of 1, expected a list of 2, as `x` has on the same axis",
    ]);
    expect(steps("own = [1, 2, 3, 4, 5]")).toEqual([
      "RWD6101 `own` cannot be set in a test: it has more than the 4 items that `own` has at most",
    ]);
    expect(steps("x = 1")).toEqual([
      "RWD6101 `x` cannot be set in a test: it varies in length: write the list of its items",
    ]);
    expect(steps("x[0] = 1")).toEqual([
      "RWD6101 `x` cannot be set in a test: it varies in length: write the list of its items",
    ]);
  });

  it("take the length of the step where `given` says another", () => {
    const text = `axis item <= 4
signal x, y: float[item]
term t = sum(x) + 10 * length(item)
term u = sum(y)
test "t" {
  given { x = [1, 1] }
  step {}  expect t == 22
  step { x = [1, 1, 1] }  expect t == 33
}`;
    expect(findings(text)).toEqual([]);
  });
});

describe("the places after the last item", () => {
  const { program } = compile(
    "main.reward",
    memoryHost({
      "main.reward": `reward Example
axis item <= 3
signal x: float[item]
term a = sum(x) + product(x) + norm(x) + dot(x, x) + sum(cumsum(x)) + sum(normalize(x)) + entropy(softmax(x))
term b = mean(x, empty: 1) + max(x, empty: 1) + min(x, empty: 1) + std(x, population, empty: 1)
term c = argmax(x, empty: 1) + argmin(x, empty: 1) + logsumexp(x, empty: 1)
term d = x[2] + sum(held(q > 0) for q in x) + count(x > 0) + any(x > 5)`,
    }),
  );
  if (program === undefined) throw new Error("the spec has errors");

  const terms = (x: readonly number[], length: number): readonly number[] => {
    const inputs = { x, "item.length": [length] };
    const { outputs } = step(program, initialState(program, inputs), { signals: inputs });
    return Object.values(outputs.raw);
  };

  it.each([0, 1, 2])("have no part in anything: %i items", (length) => {
    const here = [2, -3, 1].slice(0, length);
    const filled = (padding: number): readonly number[] => [0, 1, 2].map((place) => here[place] ?? padding);
    for (const padding of [NaN, Infinity, -Infinity, 1e30])
      expect(terms(filled(padding), length)).toEqual(terms(filled(0), length));
  });

  it("are described, with the input that says how many there are", () => {
    expect(descriptorOf(program).signals).toEqual([
      { name: "x", role: "signal", dtype: "float", shape: [3], lengths: [{ axis: 0, signal: "item.length" }] },
      { name: "item.length", role: "signal", dtype: "int", shape: [] },
    ]);
  });
});
