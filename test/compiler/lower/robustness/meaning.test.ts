import { describe, expect, it } from "vitest";
import { programOf, run } from "../run.js";
import { only } from "../../check/checked.js";

/** What a reading gives in each row of signals; the last row ends the episode where `ends` says so. */
function values(
  text: string,
  reading: string,
  rows: readonly Readonly<Record<string, number | boolean>>[],
  ends?: "terminated" | "truncated",
): readonly number[] {
  const last = rows.length - 1;
  const spec = `nan zero\n${text}\nterm r = ${reading}`;
  return run(
    spec,
    rows.map((signals, index) => ({ signals, ...(index === last && ends !== undefined ? { [ends]: true } : {}) })),
    Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, 0])),
  ).map(({ raw }) => raw["r"] ?? NaN);
}

const x = "signal x, y: float\nobjective O = ";

describe("margins", () => {
  it.each([
    ["x >= 2", 3, 1],
    ["x > 2", 3, 1],
    ["x <= 2", 3, -1],
    ["2 > x", 3, -1],
    ["x == 2", 3, -1],
    ["x != 2", 3, 1],
    ["x in [1, 5]", 3, 2],
    ["not x in [1, 5]", 3, -2],
    ["x > 1 xor x > 2", 3, -1],
    ["x > 1 iff x > 2", 3, 1],
    ["x > 1 implies x > 5", 3, -2],
    ["if x > 2 then x > 0 else x > 9", 3, 1],
    ["x >= y", 3, 3],
    ["x > inf", 3, -Infinity],
    ["true", 3, Infinity],
    ["x * x < 4 or x > 2.5", 3, 0.5],
  ])("%s at %d is %d", (formula, at, margin) => {
    expect(values(`${x}${formula}`, "O.robustness.past", [{ x: at, y: 0 }])).toEqual([margin]);
  });

  it("are infinite for Booleans, enums and what else has no distance", () => {
    const text = "signal p: bool\nsignal m: enum { A, B }\nobjective O = p and m == A";
    const rows = [
      { p: true, m: 0 },
      { p: true, m: 1 },
    ];
    expect(values(text, "O.robustness.past", rows)).toEqual([Infinity, -Infinity]);
  });

  it("count whole numbers", () => {
    const text = "signal p: bool\nobjective O = held(p) >= 2";
    expect(values(text, "O.robustness.past", [{ p: true }, { p: true }, { p: true }])).toEqual([-1, 0, 1]);
  });

  it("are −∞ where a comparison has NaN and is false, and 0 between equal infinities", () => {
    const rows = [
      { x: NaN, y: 0 },
      { x: Infinity, y: Infinity },
      { x: Infinity, y: 0 },
    ];
    expect(values(`${x}x >= y`, "O.robustness.past", rows)).toEqual([-Infinity, 0, Infinity]);
    expect(values(`${x}not x >= y`, "O.robustness.past", rows)).toEqual([Infinity, -0, -Infinity]);
    expect(values(`${x}not x == y`, "O.robustness.past", rows)).toEqual([Infinity, 0, Infinity]);
  });
});

const up = [1, 3, 2].map((value) => ({ x: value, y: 0 }));

describe("bounds", () => {
  it("close at a termination, not at a truncation", () => {
    expect(values(`${x}eventually x > 0`, "O.robustness.high", up, "terminated")).toEqual([Infinity, Infinity, 3]);
    expect(values(`${x}eventually x > 0`, "O.robustness.high", up, "truncated")).toEqual([
      Infinity,
      Infinity,
      Infinity,
    ]);
    expect(values(`${x}eventually x > 0`, "O.robustness.low", up, "truncated")).toEqual([1, 3, 3]);
  });

  it("close where the spec itself terminates", () => {
    const text = `${x}always x > 0\nterminate when x == 2`;
    expect(values(text, "O.robustness.low", up)).toEqual([-Infinity, -Infinity, 1]);
  });

  it("of `always eventually` and `eventually always` are the last step's margin at the end", () => {
    for (const formula of ["always eventually x > 0", "eventually always x > 0"]) {
      expect(values(`${x}${formula}`, "O.robustness.low", up, "terminated")).toEqual([-Infinity, -Infinity, 2]);
      expect(values(`${x}${formula}`, "O.robustness.high", up, "terminated")).toEqual([Infinity, Infinity, 2]);
    }
  });

  it("are infinite before the first step", () => {
    expect(values(`${x}always x > 0`, "if prev(O.robustness.low > -5) then 1 else 0", up)).toEqual([0, 0, 0]);
  });

  it("read the source where the objective does", () => {
    const text = "signal x: float\nobjective O reads source = always x > 0";
    expect(values(text, "O.robustness.high", [{ x: -7 }, { x: 5 }, { x: 1 }])).toEqual([0, -7, -7]);
  });

  it("take windows past the end as the objective says", () => {
    const low = (policy: string): readonly number[] =>
      values(`${x}always[0, 3] x > 0${policy}`, "O.robustness.low", up, "terminated").slice(-1);
    expect(low("")).toEqual([1]);
    expect(low(" with past_end: what_is_there")).toEqual([1]);
    expect(low(" with past_end: pessimistic")).toEqual([-Infinity]);
    const beyond = (policy: string): readonly number[] =>
      values(`${x}eventually[4, 5] x > 0${policy}`, "O.robustness.low", up, "terminated").slice(-1);
    expect(beyond("")).toEqual([-Infinity]);
    expect(beyond(" with past_end: repeat_last")).toEqual([2]);
  });

  it("tell until from inclusive until", () => {
    const rows = [
      { x: 3, y: -1 },
      { x: -2, y: 4 },
    ];
    const low = (until: string): readonly number[] => values(`${x}x > 0 ${until} y > 0`, "O.robustness.low", rows);
    expect(low("until")).toEqual([-1, 3]);
    expect(low("until inclusive")).toEqual([-1, -1]);
    expect(low("until inclusive[0, 3]")).toEqual([-1, -1]);
  });

  it("remember no more than the windows and a number for each set of obligations", () => {
    const slots = (formula: string): number =>
      programOf(`nan zero\n${x}${formula}\nterm r = O.robustness.low`)
        .slots.filter(({ name }) => name.startsWith("O.robustness"))
        .reduce((sum, { shape }) => sum + shape.reduce((size, length) => size * length, 1), 0);
    expect(slots("always x > 0")).toBe(2);
    expect(slots("always eventually x > 0")).toBe(4);
    expect(slots("always (x > 0 implies eventually y > 0)")).toBe(4);
    expect(slots("always eventually[0, 10] x > 0")).toBe(12);
    expect(slots("eventually[0, 10] always x > 0")).toBe(22);
    expect(slots("always once x > 0")).toBe(3);
  });
});

describe("a delayed value", () => {
  it("waits with 0, and begins anew with each episode", () => {
    const text = `${x}eventually[0, 1] x > 0\nterm r = O.robustness.delayed`;
    const rows = [
      ...up.map((signals) => ({ signals })),
      { isFirst: true, signals: { x: 0, y: 0 } },
      ...up.map((signals) => ({ signals })),
    ];
    expect(run(text, rows, { x: 0, y: 0 }).map(({ raw }) => raw["r"])).toEqual([0, 3, 3, 0, 0, 3, 3]);
  });
});

describe("mistakes", () => {
  it.each([
    ["O.robustness.mean", "x > 0", "unknown-field"],
    ["O.robustness.past", "eventually[0, 3] x > 0", "past-robustness-ahead"],
    ["O.robustness.delayed", "eventually x > 0", "delayed-robustness-endless"],
    ["O.robustness.low", "always once eventually x > 0", "robustness-offline"],
    ["O.robustness.low", "sequence { x > 0; y > 0 }", "robustness-offline"],
    ["O.robustness.low", "x > 0 with smooth: gmsr", "smooth-step"],
    ["prev(O.robustness.past)", "x > 0", "missing-initial-value"],
  ])("%s of %s is %s", (reading, formula, name) => {
    expect(only(`${x}${formula}\nterm r = ${reading}`).name).toBe(name);
  });

  it.each([
    ["past_end: optimistic", "unknown-word"],
    ["smooth: tanh(3)", "unknown-word"],
    ["smooth: softmax", "argument-value"],
    ["smooth: softmax(0)", "argument-value"],
    ["smooth: softmax(x)", "argument-value"],
    ["smooth: softmax(3, 4)", "unknown-argument"],
    ["smooth: gmsr(2)", "unknown-argument"],
    ["strict: true", "unknown-option"],
  ])("of options: %s is %s", (option, name) => {
    expect(only(`${x}eventually x > 0 with ${option}\nterm r = 1 on satisfied O\nterm s = y`).name).toBe(name);
  });

  it("are found in tests, too", () => {
    const text = `${x}eventually x > 0\nterm r = 1 on satisfied O\nterm s = y\ntest "t" { step { x = 1 } expect O.robustness.past == 1 }`;
    expect(only(text).name).toBe("past-robustness-ahead");
  });

  it("a cycle through the end of the episode is one", () => {
    const text = `${x}always x > 0\nterm r = y\nterminate when O.robustness.low > 0`;
    expect(only(text).name).toBe("dataflow-cycle");
  });
});
