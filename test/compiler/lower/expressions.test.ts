import { describe, expect, it } from "vitest";
import type { TypedExpression } from "../../../src/compiler/check/typed.js";
import { lower } from "../../../src/compiler/lower/index.js";
import { initialState, step } from "../../../src/runtime/reference/index.js";
import { rewards } from "./run.js";
import { array, call, constant, declare, scalar, signal, span, spec } from "./typed-spec.js";
import { over, scalarsOver } from "./watch.js";

const at = { rate: "step", availability: "step", span } as const;
const binary = (fn: "add" | "subtract", left: TypedExpression, right: TypedExpression): TypedExpression => ({
  kind: "binary",
  fn,
  left,
  right,
  type: scalar("float"),
  ...at,
});

describe("long expressions", () => {
  it("a left-deep chain of 20,000 operators needs no deep stack", () => {
    const x = signal("x");
    let sum: TypedExpression = x;
    for (let index = 0; index < 20_000; index++) sum = binary(index % 2 === 0 ? "add" : "subtract", sum, x);
    const program = lower(spec({ signals: [declare("x")], total: sum }));
    expect(step(program, initialState(program), { signals: { x: 3 } }).outputs.reward).toBe(3);
  });
  it("nor does a chain of 2,000 lets, or of 2,000 terms that read one another", () => {
    const x = signal("x");
    let last: TypedExpression = x;
    for (let index = 0; index < 2_000; index++) {
      last = {
        kind: "let",
        let: { name: `l${index}`, value: binary("add", last, x), span },
        type: scalar("float"),
        ...at,
      };
    }
    const named = (name: string): TypedExpression => ({
      kind: "term",
      term: name,
      part: "contribution",
      type: scalar("float"),
      ...at,
    });
    const terms = Array.from({ length: 2_000 }, (_, index) => ({
      name: `t${index}`,
      primary: false,
      weight: constant(1),
      body: index === 1_999 ? last : named(`t${index + 1}`),
      span,
    }));
    const program = lower(spec({ signals: [declare("x")], terms, total: named("t0") }));
    expect(step(program, initialState(program), { signals: { x: 1 } }).outputs.total).toBe(2_001);
  });
});

describe("sharing", () => {
  it("an expression that occurs once is lowered once, and its state is one", () => {
    const held = call("held", { p: signal("p", scalar("bool")) });
    const program = lower(spec({ signals: [declare("p", scalar("bool"))], total: binary("add", held, held) }));
    expect(program.slots).toHaveLength(1);
  });
  it("two calls that look alike own a state each", () => {
    const held = (): TypedExpression => call("held", { p: signal("p", scalar("bool")) });
    const program = lower(spec({ signals: [declare("p", scalar("bool"))], total: binary("add", held(), held()) }));
    expect(program.slots.map(({ name }) => name)).toEqual(["held(p)", "held(p) 2"]);
  });
});

describe("arrays", () => {
  const table = signal("m", array("float", 2, 3));
  const rows = [{ m: [1, 2, 3, 4, 5, 6], i: 1 }];
  const index = (
    items: Extract<TypedExpression, { kind: "index" }>["items"],
    ...sizes: readonly number[]
  ): TypedExpression => ({
    kind: "index",
    value: table,
    items,
    type: array("float", ...sizes),
    ...at,
  });

  it("are indexed by points, ranges and lists of positions", () => {
    expect(over(index([{ kind: "point", index: 1 }], 3), rows)).toEqual([[4, 5, 6]]);
    expect(
      over(
        index(
          [
            { kind: "range", start: 0, end: 2 },
            { kind: "point", index: 2 },
          ],
          2,
        ),
        rows,
      ),
    ).toEqual([[3, 6]]);
    expect(
      over(
        index(
          [
            { kind: "point", index: 0 },
            { kind: "pick", indices: [2, 0] },
          ],
          2,
        ),
        rows,
      ),
    ).toEqual([[3, 1]]);
  });
  it("are indexed by a number known at run time, 0 outside", () => {
    const dynamic = index([{ kind: "dynamic", index: signal("i", scalar("int")) }], 3);
    expect(over(dynamic, rows)).toEqual([[4, 5, 6]]);
    expect(over(dynamic, [{ m: [1, 2, 3, 4, 5, 6], i: 7 }])).toEqual([[0, 0, 0]]);
    expect(over(dynamic, [{ m: [NaN, 2, 3, 4, 5, 6], i: 1 }])).toEqual([[4, 5, 6]]);
    const column = index(
      [
        { kind: "range", start: 0, end: 2 },
        { kind: "dynamic", index: signal("i", scalar("int")) },
      ],
      2,
    );
    expect(over(column, rows)).toEqual([[2, 5]]);
  });
  it("turn, with axes inserted where names ask for it", () => {
    const turned: TypedExpression = {
      kind: "permute",
      value: table,
      axes: [1, -1, 0],
      type: array("float", 3, 1, 2),
      ...at,
    };
    expect(over(turned, rows)).toEqual([[1, 4, 2, 5, 3, 6]]);
  });
  it("stack, scalars stretching beside arrays", () => {
    const stacked: TypedExpression = {
      kind: "vector",
      items: [signal("v", array("float", 2)), signal("x")],
      type: array("float", 2, 2),
      ...at,
    };
    expect(over(stacked, [{ v: [1, 2], x: 5 }])).toEqual([[1, 2, 5, 5]]);
  });
});

describe("selects", () => {
  it("choose whole arrays by a scalar condition", () => {
    const text = "signal p: bool\nsignal v: float[2]\nterm t = sum(if p then v else [10, 20])";
    expect(
      rewards(text, [
        { p: true, v: [1, 2] },
        { p: false, v: [1, 2] },
      ]),
    ).toEqual([3, 30]);
  });
  it("take the first match", () => {
    const text = "signal x: float\nterm t = match x { < 0 -> 1, in [0, 1] -> 2, 5 -> 3, else -> 4 }";
    expect(
      rewards(
        text,
        [-1, 0, 1, 5, 6].map((x) => ({ x })),
      ),
    ).toEqual([1, 2, 2, 3, 4]);
  });
  it("do not let the side not taken spoil the other", () => {
    const quotient: TypedExpression = {
      kind: "select",
      condition: { kind: "binary", fn: "greater", left: signal("x"), right: constant(0), type: scalar("bool"), ...at },
      then: call("log", { x: signal("x") }),
      else: constant(0),
      type: scalar("float"),
      ...at,
    };
    expect(scalarsOver(quotient, [{ x: -1 }, { x: 1 }])).toEqual([0, 0]);
  });
});

describe("named axes", () => {
  it("meet by name, wherever they stand", () => {
    const text =
      "axis foot = { FL, FR }\nsignal force: float[foot, 3]\nsignal weight: float[foot]\nterm t = sum(force * weight)\nterm u = sum(norm(force) * weight)";
    expect(rewards(text, [{ force: [1, 0, 0, 0, 2, 0], weight: [10, 100] }])).toEqual([210 + 210]);
  });
});
