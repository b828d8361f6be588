import { describe, expect, it } from "vitest";
import type { TypedExpression } from "../../../src/compiler/check/typed.js";
import { findings, names, spec } from "./checked.js";

/** The names of the terms that an expression reads. */
function termsIn(value: TypedExpression | undefined): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"term":"([^"]+)"/g)].map(([, name]) => name ?? "");
}

describe("terms", () => {
  it("have a weight of 1, multiplied by dt where it is per second", () => {
    const { terms } = spec("dt 0.5 s\nsignal x: float\nterm a = x\nterm b weight -2 per s = x");
    expect(terms[0]?.weight).toMatchObject({ kind: "constant", value: [1] });
    expect(terms[1]?.weight).toMatchObject({ kind: "binary", fn: "multiply", right: { value: [0.5] } });
    expect(names("signal x: float\nterm b weight -2 per s = x")).toEqual(["missing-dt"]);
  });

  it("take a constant or a param as weight, never a signal", () => {
    expect(names("param w: float = 1\nsignal x: float\nterm a weight w * 2 = x")).toEqual([]);
    expect(findings("signal x: float\nterm a weight x = x")).toEqual([
      "RWD3007 a weight has rate `step`, and must not change faster than `group`",
    ]);
  });

  it("are single numbers under a single condition", () => {
    expect(names("signal v: vec3\nterm a = v")).toEqual(["not-scalar"]);
    expect(names("signal v: bool[3]\nterm a when v = 1")).toEqual(["not-scalar"]);
    expect(names('term a = "text"')).toEqual(["type-mismatch"]);
    expect(names("signal v: float\nterm a = v clip [2, 1]")).toEqual(["invalid-clip"]);
  });

  it("are read by name, with their parts", () => {
    const { terms } = spec("signal x: float\nterm a weight 2 when x > 0 = x\nterm b = a + a.raw + a.weight + a.active");
    expect([...JSON.stringify(terms[1]?.body).matchAll(/"part":"(\w+)"/g)].map(([, part]) => part)).toEqual([
      "contribution",
      "raw",
      "weight",
      "active",
    ]);
  });

  it("pay on events", () => {
    const machine = "signal p: bool\nmachine M { start state A { when p -> B } final state B }\n";
    expect(
      names(
        `${machine}term a = 1 on entered(M.B)\nterm b = 1 on rising(p)\nterm c = (1 on terminated) + (2 on falling(p))`,
      ),
    ).toEqual([]);
    expect(names(`${machine}term a = 1 on entered(M.C)`)).toEqual(["unknown-state"]);
  });
});

describe("groups of terms", () => {
  const group =
    "signal x: float\nterms style {\n  let double = 2 * x\n  term effort weight -1 = double\n  terms inner { term smooth = effort + x }\n}\nterm task = x\n";

  it("are logged by their full names", () => {
    expect(spec(group).terms.map(({ name }) => name)).toEqual(["style.effort", "style.inner.smooth", "task"]);
  });

  it("are summed by default, all of them", () => {
    expect(termsIn(spec(group).total)).toEqual(["style.effort", "style.inner.smooth", "task"]);
    expect(termsIn(spec(`${group}total = sum(terms style)`).total)).toEqual(["style.effort", "style.inner.smooth"]);
  });

  it("are read as their sum, and through their members", () => {
    expect(termsIn(spec(`${group}total = style + style.effort.raw + style.inner.smooth + style.inner`).total)).toEqual([
      "style.effort",
      "style.inner.smooth",
      "style.effort",
      "style.inner.smooth",
      "style.inner.smooth",
    ]);
    expect(findings(`${group}total = style.efort`)).toEqual(["RWD2003 the group `style` has no `efort`"]);
  });

  it("count inactive members of a product as 1", () => {
    const { total } = spec(`${group}total = product(terms style)`);
    expect(total).toMatchObject({
      kind: "call",
      builtin: "product",
      arguments: {
        x: {
          kind: "vector",
          items: [{ kind: "select", condition: { part: "active" }, else: { value: [1] } }, { kind: "select" }],
        },
      },
    });
  });

  it("stand alone between the parentheses of an aggregator", () => {
    expect(names("signal x: float\nterm a = x\ntotal = exp(terms)")).toEqual(["misplaced-terms"]);
    expect(names("signal x: float\nterm a = x\ntotal = sum(terms nothing)")).toEqual(["unknown-name"]);
    expect(names("signal x: float\nterm a = x\ntotal = sum(terms a)")).toEqual(["type-mismatch"]);
  });

  it("come from libraries under the name that they are imported with", () => {
    const files = {
      "lib.reward": "library L\nsignal speed: float\nterms style { term fast = speed }\nterm slow = -speed",
    };
    const imported = spec('import { style as s, slow } from "./lib"\nsignal x: float\nterm a = x', files);
    expect(imported.terms.map(({ name }) => name)).toEqual(["s.fast", "slow", "a"]);
    expect(imported.signals.map(({ name }) => name).sort()).toEqual(["speed", "x"]);
  });
});

describe("total, discount and ends", () => {
  it("stand once in a file", () => {
    for (const twice of ["total = a", "discount 0.9", "dt 1 s", "nan zero"]) {
      expect(names(`signal x: float\nterm a = x\n${twice}\n${twice}`), twice).toEqual(["duplicate-declaration"]);
    }
  });

  it("keep a discount within [0, 1]", () => {
    expect(names("term a = 1\ndiscount 1.5")).toEqual(["invalid-discount"]);
    expect(names("term a = 1\nparam g: float in [0, 2] = 1\ndiscount g")).toEqual(["invalid-discount"]);
    expect(names("term a = 1\nparam g: float in [0, 1] = 1\ndiscount g")).toEqual([]);
    expect(names("signal x: float\nterm a = 1\ndiscount x")).toEqual(["rate-mismatch"]);
  });

  it("list the ends in file order, final states where their machine stands", () => {
    const { endings } = spec(
      'signal p, q: bool\nterm a = p\nterminate when p reward -1 cause "fall"\nmachine M { start state A { when q -> B } final state B }\ntruncate when step_index  >= 10\nmachine N { start state A { when q -> B } done state B }',
    );
    expect(endings.map(({ kind, cause, form }) => [kind, cause, form])).toEqual([
      ["terminated", "fall", "condition"],
      ["terminated", "M", "machine"],
      ["truncated", "step_index >= 10", "condition"],
    ]);
  });

  it("read what is always there", () => {
    expect(
      names(
        "dt 0.1 s\ndiscount 0.9\nterm a = (terminated or truncated or ended or first_step) + step_index + time + dt + pi + discount + min(1, inf)",
      ),
    ).toEqual([]);
    expect(names("term a = time")).toEqual(["missing-dt"]);
    expect(names("signal terminated: bool\nterm a = terminated")).toEqual(["read-only-name"]);
  });
});

describe("shaping", () => {
  const machine =
    "signal p: bool\nmachine M { start state A { when p -> B reward 1 } final state B }\nterm a = M.reward\n";

  it("names potentials in order, and value iteration after its machine", () => {
    const { shapes } = spec(
      `${machine}signal x: float\ndiscount 0.9\nshape potential x\nshape M by value iteration with sign: -1\nshape potential -x weight 2`,
    );
    expect(shapes.map(({ name, form }) => [name, form])).toEqual([
      ["potential", "potential"],
      ["M", "value-iteration"],
      ["potential 2", "potential"],
    ]);
    expect(shapes[1]).toMatchObject({ machine: "M", sign: -1 });
  });

  it("needs a discount", () => {
    expect(names(`${machine}shape M by value iteration`)).toEqual(["missing-discount"]);
  });

  it("reads signals, machine states and history, not actions, rewards and events", () => {
    const shape = (potential: string): readonly string[] =>
      names(`${machine}signal x: float\naction f: float\nterm b = x * f\ndiscount 0.9\nshape potential ${potential}`);
    for (const allowed of ["x", "M.state == B", "held(p)", "sum(x) over past", "prev(x)"])
      expect(shape(allowed), allowed).toEqual([]);
    for (const forbidden of ["x * f", "M.reward", "b", "a.raw", "total", "rising(p)", "first(p)"])
      expect(shape(forbidden), forbidden).toContain("potential-reads");
  });

  it("finds what a potential reads through a let", () => {
    expect(
      names(`${machine}action f: float\nlet push = f * 2\nterm b = push\ndiscount 0.9\nshape potential push`),
    ).toContain("potential-reads");
  });

  it("knows its options", () => {
    expect(names(`${machine}discount 0.9\nshape M by value iteration with sing: 1`)).toEqual(["unknown-option"]);
    expect(names(`${machine}discount 0.9\nshape M by value iteration with sign: 2`)).toEqual(["type-mismatch"]);
  });
});
