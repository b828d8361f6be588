import { describe, expect, it } from "vitest";
import { body, findings, names, typeOf } from "./checked.js";

const signals =
  "signal x: float in [0, 1]\nsignal p, q: bool\nsignal v: vec3\nsignal kind: enum { A, B }\naction a: float\n";

describe("aggregators over the past", () => {
  it("keep the shape of what they aggregate", () => {
    expect(typeOf("max(v) over past", signals)).toBe("float[3]");
    expect(typeOf("any(p) over last 3", signals)).toBe("bool");
    expect(typeOf("count(p) over past", signals)).toBe("int");
    expect(typeOf("length over past", signals)).toBe("int");
  });

  it("know their window, their conditions and their options", () => {
    expect(body("max(x, empty: 0) over past after p where q", signals)).toMatchObject({
      window: { kind: "past", after: { name: "p" } },
      where: { name: "q" },
    });
    expect(body("max(x, full: true) over last 4", signals)).toMatchObject({
      full: true,
      window: { kind: "last", steps: 4 },
    });
    expect(body("discounted_sum(x, 0.5) over past", signals)).toMatchObject({
      aggregator: "discounted_sum",
      options: { gamma: 0.5 },
    });
  });

  it("take for `empty` what they could give", () => {
    const used = "term o = (kind == A) + p + q + sum(v) + x\n";
    expect(names(`${signals}${used}term t = (first(p, empty: 0) over past where q) + 0`)).toEqual(["type-mismatch"]);
    expect(names(`${signals}${used}term t = (first(p, empty: false) over past where q) + 0`)).toEqual([]);
    expect(names(`${signals}${used}term t = (mean(x, empty: p) over past where q)`)).toEqual([]);
  });

  it("are known by name", () => {
    expect(findings(`${signals}term t = (norm(v) over past) + x + p + q + (kind == A)`)).toEqual([
      "RWD2002 unknown function `norm`",
    ]);
  });
});

describe("history operators", () => {
  it("run at step rate, whatever they are given", () => {
    expect(body("held(true)", signals).rate).toBe("step");
    expect(body("prev(x)", signals).rate).toBe("step");
    expect(body("0.5 + 1", signals).rate).toBe("const");
    expect(body("g * 2", `${signals}param g: float = 1`).rate).toBe("param");
    expect(body("g * x", `${signals}param g: float = 1`).rate).toBe("step");
  });

  it("need `init` where there is no value before the first step", () => {
    const used = "term o = (kind == A) + p + q + sum(v) + x\n";
    expect(names(`${signals}${used}term t = prev(a)`)).toEqual(["missing-initial-value"]);
    expect(names(`${signals}${used}let push = a * x\nterm t = delta(push)`)).toEqual(["missing-initial-value"]);
    expect(names(`${signals}${used}term t = prev(a, init: 0) + prev(a, init: current) + delta(x)`)).toEqual([]);
  });

  it("take a member of the enum as the first value", () => {
    expect(typeOf("prev(kind, init: B)", signals)).toBe("enum { A, B }");
  });

  it("take options by word, number, axis and flag", () => {
    expect(body("sum(v, axis: 0)", signals)).toMatchObject({ options: { axis: [0] } });
    expect(body("sum(f, axis: foot)", "axis foot = { L, R }\nsignal f: float[3, foot]")).toMatchObject({
      options: { axis: [1] },
      type: { shape: [{ size: 3 }] },
    });
    expect(body("prev(x, n: 1 + 2)", signals)).toMatchObject({ options: { n: 3 } });
    expect(names(`${signals}term t = sum(v, axis: 2) + x + p + q + (kind == A) + a`)).toEqual(["argument-axis"]);
  });
});
