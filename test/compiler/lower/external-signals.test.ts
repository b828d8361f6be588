import { describe, expect, it } from "vitest";
import { RewardError } from "../../../src/runtime/kernel/errors.js";
import { assertSound, initialState, step, type Row, type Values } from "../../../src/runtime/reference/index.js";
import { programOf, run } from "./run.js";

const steps = (...rows: readonly Values[]): readonly Row[] => rows.map((signals) => ({ signals }));
const terms = (text: string, rows: readonly Row[], reset: Values = {}): readonly Readonly<Record<string, number>>[] =>
  run(text, rows, reset).map((outputs) => outputs.terms);
const values = (text: string, rows: readonly Row[], reset: Values = {}): readonly unknown[] =>
  terms(text, rows, reset).map(({ t }) => t);

describe("`missing default`", () => {
  it("lets the value stand in, also for arrays, enums and declared units", () => {
    expect(values("external signal x: float missing default 7\nterm t = x", steps({}, { x: 2 }, {}))).toEqual([
      7, 2, 7,
    ]);
    expect(
      values("external signal x: float[2] missing default [1, 5]\nterm t = x[1]", steps({}, { x: [2, 3] })),
    ).toEqual([5, 3]);
    expect(values("external signal x: enum { A, B } missing default B\nterm t = x == B", steps({}, { x: 0 }))).toEqual([
      1, 0,
    ]);
    // 180 deg = π rad.
    expect(values("external signal x: float unit deg missing default 180\nterm t = x", steps({}))[0]).toBeCloseTo(
      Math.PI,
      12,
    );
  });

  it("is what a reset has that does not bring the value, and gives way to one that does", () => {
    const text = "external signal x: float missing default 7\nterm t = prev(x)";
    expect(values(text, steps({ x: 1 }, {}, {}))).toEqual([7, 1, 7]);
    expect(values(text, steps({ x: 1 }), { x: 4 })).toEqual([4]);
  });

  it("takes a NaN for a value, which the spec's `nan` is about", () => {
    const [outputs] = run("external signal x: float missing default 7\nterm t = x\nnan zero", steps({ x: NaN }));
    expect(outputs?.nonFinite.map(({ term }) => term)).toEqual(["t"]);
  });

  it("takes a value that is said to be missing for missing", () => {
    expect(
      values("external signal x: float missing default 7\nterm t = x", steps({ x: NaN, "x.present": false })),
    ).toEqual([7]);
  });

  it("refuses a value that is said to be there and is not", () => {
    expect(() =>
      values("external signal x: float missing default 7\nterm t = x", steps({ "x.present": true })),
    ).toThrow(RewardError);
  });
});

describe("`missing hold`", () => {
  const text = "external signal x: float missing hold default 7\nterm t = x";

  it("keeps the last value of the episode, before any the default", () => {
    expect(values(text, steps({}, { x: 2 }, {}, {}, { x: 3 }, {}))).toEqual([7, 2, 2, 2, 3, 3]);
  });

  it("begins anew with each episode, whatever the reset brings", () => {
    const rows: readonly Row[] = [
      { signals: { x: 2 }, terminated: true },
      { signals: { x: 9 }, isFirst: true },
      { signals: {} },
    ];
    expect(values(text, rows)).toEqual([2, 0, 7]);
  });

  it("holds the last number that was finite", () => {
    expect(values(`${text}\nnan zero`, steps({ x: 2 }, { x: NaN }, {}))).toEqual([2, 0, 2]);
  });
});

describe("`missing skip`", () => {
  const skip =
    "external signal x: float missing skip\nexternal signal p: bool missing skip\nsignal go: bool = false\nsignal y: float = 0\n";
  const active = (body: string, rows: readonly Row[]): readonly unknown[] =>
    run(`${skip}term t = ${body}`, rows).map((outputs) => outputs.active["t"]);

  it("makes a term inactive whose body or guard is missing, and its body 0", () => {
    const of = (term: string): unknown => {
      const [outputs] = run(`${skip}${term}`, steps({ y: 3 }));
      return [outputs?.active["t"], outputs?.terms["t"]];
    };
    expect(of("term t = x + y")).toEqual([false, 0]);
    expect(of("term t when p = y")).toEqual([false, 0]);
    expect(of("term t = y")).toEqual([true, 3]);
    expect(run(`${skip}term t = 1 / x`, steps({}))[0]).toMatchObject({ raw: { t: 0 }, nonFinite: [] });
  });

  it("reads only the side that is taken", () => {
    const rows = steps({ go: true, p: true }, { go: true }, { go: false });
    expect(active("if go then x else y", rows)).toEqual([false, false, true]);
    expect(active("if go and p then 1 else 2", rows)).toEqual([true, false, true]);
    expect(active("if go or p then 1 else 2", rows)).toEqual([true, true, false]);
    expect(active("if p and go then 1 else 2", rows)).toEqual([true, false, false]);
    expect(active("match go { true -> y, else -> x }", rows)).toEqual([true, true, false]);
  });

  it("reads every element of an array", () => {
    const text = "external signal x: float[2] missing skip\nsignal c: bool[2]\nterm t = sum(if c then x else 0)";
    const rows = steps({ c: [0, 0] }, { c: [1, 0] }, { c: [1, 0], x: [2, 3] });
    expect(run(text, rows).map((outputs) => [outputs.active["t"], outputs.terms["t"]])).toEqual([
      [true, 0],
      [false, 0],
      [true, 2],
    ]);
  });

  it("leaves the step out of aggregators, as `where` does", () => {
    const rows = steps({ x: 2 }, {}, { x: 6 }, {}, {});
    const of = (body: string): readonly unknown[] => values(`${skip}term t = ${body}`, rows);
    expect(of("sum(x) over past")).toEqual([2, 2, 8, 8, 8]);
    expect(of("mean(x, empty: 0) over past")).toEqual([2, 2, 4, 4, 4]);
    expect(of("min(x, empty: 9) over last 2")).toEqual([2, 2, 6, 6, 9]);
    expect(of("count(x > 1) over last 3")).toEqual([1, 1, 2, 1, 1]);
    expect(of("first(x, empty: 0) over last 2")).toEqual([2, 2, 6, 6, 0]);
    expect(of("std(x, population, empty: 0) over past")).toEqual([0, 0, 2, 2, 2]);
    expect(of("sum(y + 1) over past where (x > 3)")).toEqual([0, 0, 1, 1, 1]);
  });

  it("lets history stand still", () => {
    const rows = steps({ x: 2, p: true }, {}, { x: 6, p: true }, { x: 7, p: false });
    const of = (body: string): readonly unknown[] => values(`${skip}term t = ${body}`, rows);
    expect(of("prev(x, init: 0)")).toEqual([0, 2, 2, 6]);
    expect(of("delta(x, init: 0)")).toEqual([2, 0, 4, 1]);
    expect(of("held(p)")).toEqual([1, 0, 2, 0]);
    expect(of("rising(p)")).toEqual([1, 0, 0, 0]);
    expect(of("counter(up: p)")).toEqual([1, 0, 2, 2]);
    // 2, then 6/2 + 2/2, then 7/2 + 4/2.
    expect(of("ema(x, 0.5)")).toEqual([2, 0, 4, 5.5]);
  });

  it("goes through lets and parts of terms, and leaves products of terms alone", () => {
    const text = `${skip}let z = x + 1\nterm t = z\nterm raw = t.raw * 2\nterm on = if t.active then 1 else 5\ntotal = product(terms)`;
    expect(run(text, steps({}, { x: 1 })).map(({ terms: shown, reward }) => [shown, reward])).toEqual([
      [{ t: 0, raw: 0, on: 5 }, 5],
      [{ t: 2, raw: 4, on: 1 }, 8],
    ]);
  });
});

describe("`missing error`", () => {
  const program = programOf("external signal proof: float missing error\nterm t = proof");

  it("is an error that names signal, environment and step, never 0", () => {
    let state = initialState(program, {}, { environment: 3 });
    const first = step(program, state, { signals: { proof: 1 } });
    expect(() => assertSound(program, state, first.outputs)).not.toThrow();
    state = first.state;
    const { outputs } = step(program, state, { signals: {} });
    expect(outputs.missing).toEqual(["proof"]);
    const problem = { kind: "missing-value", signal: "proof", environment: 3, step: 1 };
    expect(() => assertSound(program, state, outputs)).toThrow(expect.objectContaining({ problem }) as Error);
    expect(() => assertSound(program, state, outputs)).toThrow(/`proof` is missing in environment 3 at step 1/);
  });

  it("asks nothing of rows that are no step", () => {
    const rows: readonly Row[] = [
      { signals: { proof: 1 }, terminated: true },
      { signals: {} },
      { signals: {}, isFirst: true },
    ];
    let state = initialState(program);
    for (const row of rows) {
      const moved = step(program, state, row);
      expect(moved.outputs.missing).toEqual([]);
      state = moved.state;
    }
  });
});
