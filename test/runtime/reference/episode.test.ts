import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/compiler/ir/builder.js";
import type { Program } from "../../../src/compiler/ir/program.js";
import { RewardError } from "../../../src/runtime/kernel/errors.js";
import {
  assertSound,
  initialState,
  scalarPaid,
  step,
  type Outputs,
  type Row,
} from "../../../src/runtime/reference/index.js";
import { bool, float, program } from "./program.js";

/** reward = x − prev(x), prev from the reset. */
function delta(): Program {
  const ir = new GraphBuilder();
  const slot = ir.slot({
    name: "prev(x)",
    kind: "history",
    dtype: "float",
    shape: [],
    initial: ir.signal("x", "reset", "float", []),
    persistent: false,
  });
  const x = ir.signal("x", "step", "float", []);
  ir.setNext(slot, x);
  const total = ir.binary("subtract", x, ir.read(slot));
  return program(ir, { total, signals: [float("x", true)] });
}

/** A log of x with a term, under a NaN policy; ends with cause "low" when x < 0. */
function logarithm(nan: Program["nan"]): Program {
  const ir = new GraphBuilder();
  const x = ir.signal("x", "step", "float", []);
  const raw = ir.unary("log", x);
  const one = ir.constant(1);
  const finite = ir.unary("is-finite", raw);
  const low = ir.binary("less", x, ir.constant(0));
  const fall = ir.select(low, ir.constant(-10), ir.constant(0));
  return program(ir, {
    total: raw,
    reward: ir.binary("add", raw, fall),
    signals: [float("x")],
    nan,
    terms: [{ name: "log", primary: false, contribution: raw, raw, weight: one, active: ir.boolean(true), finite }],
    endings: [{ kind: "terminated", cause: "low", condition: low, reward: { name: "low", value: fall } }],
    terminated: ir.binary("or", ir.flag("terminated"), low),
  });
}

function run(spec: Program, reset: Record<string, number>, rows: readonly Row[]): ReturnType<typeof step>["outputs"][] {
  let state = initialState(spec, reset);
  return rows.map((row) => {
    const moved = step(spec, state, row);
    state = moved.state;
    return moved.outputs;
  });
}

const rewards = (outputs: readonly Outputs[]): number[] => outputs.map(({ reward }) => scalarPaid(reward));

describe("rows", () => {
  it("reads the reset value at the first step", () => {
    expect(rewards(run(delta(), { x: 5 }, [{ signals: { x: 7 } }, { signals: { x: 8 } }]))).toEqual([2, 1]);
  });

  it("consumes no letter and pays 0 on a reset row", () => {
    const rows: Row[] = [{ signals: { x: 7 } }, { signals: { x: 100 }, isFirst: true }, { signals: { x: 101 } }];
    const outputs = run(delta(), { x: 5 }, rows);
    expect(rewards(outputs)).toEqual([2, 0, 1]);
    expect(outputs[1]?.stepped).toBe(false);
  });

  it("pays 0 and moves nothing between an end and the reset", () => {
    const rows: Row[] = [
      { signals: { x: 7 }, truncated: true },
      { signals: { x: 9 } },
      { signals: { x: 20 }, terminated: true },
      { signals: { x: 1 }, isFirst: true },
      { signals: { x: 4 } },
    ];
    const outputs = run(delta(), { x: 5 }, rows);
    expect(rewards(outputs)).toEqual([2, 0, 0, 0, 3]);
    expect(outputs[2]?.terminated).toBe(false);
  });

  it("pays the final observation and starts from the reset one in a same-step autoreset row", () => {
    const rows: Row[] = [
      { signals: { x: 7 }, isFirst: true, terminated: true, reset: { x: 100 } },
      { signals: { x: 101 } },
    ];
    const outputs = run(delta(), { x: 5 }, rows);
    expect(rewards(outputs)).toEqual([2, 1]);
    expect([outputs[0]?.terminated, outputs[0]?.cause]).toEqual([true, "environment"]);
  });

  it("begins anew in a same-step autoreset row that comes after the spec's own end, without paying it", () => {
    const rows: Row[] = [
      { signals: { x: -1 } },
      { signals: { x: 5 } },
      { signals: { x: 6 }, isFirst: true, truncated: true },
      { signals: { x: 1 } },
    ];
    expect(rewards(run(logarithm("zero"), {}, rows)).slice(1)).toEqual([0, 0, 0]);
  });

  it("names the signal that a reset does not bring, and never takes 0", () => {
    expect(() => initialState(delta(), {})).toThrow(
      "signal `x` is missing in environment 0: every reset must bring it",
    );
    const row: Row = { signals: { x: 1 }, isFirst: true, terminated: true };
    expect(() => step(delta(), initialState(delta(), { x: 0 }), row)).toThrow("signal `x` is missing");
  });

  it("names the signal that a step does not bring, unless it has a default", () => {
    const spec = delta();
    expect(() => step(spec, initialState(spec, { x: 0 }), {})).toThrow(
      "the step does not bring it and it has no default",
    );
    const withDefault: Program = { ...spec, signals: spec.signals.map((signal) => ({ ...signal, default: [3] })) };
    expect(step(withDefault, initialState(withDefault, { x: 1 }), {}).outputs.reward).toBe(2);
  });

  it("says how many values an array signal needs", () => {
    expect(() => run(delta(), { x: 0 }, [{ signals: { x: [1, 2] } }])).toThrow("`x`: expected 1 value, found 2 values");
  });

  it("is pure: stepping a state twice gives the same", () => {
    const spec = delta();
    const state = initialState(spec, { x: 1 });
    expect(step(spec, state, { signals: { x: 4 } })).toEqual(step(spec, state, { signals: { x: 4 } }));
  });
});

describe("ends", () => {
  it("lists the spec's causes before the environment's, the first is the cause", () => {
    const [outputs] = run(logarithm("zero"), {}, [{ signals: { x: -1 }, truncated: true }]);
    expect(outputs).toMatchObject({ terminated: true, truncated: false, cause: "low", causes: ["low", "environment"] });
    expect(outputs?.terms["low"]).toBe(-10);
  });

  it("lets terminated beat truncated", () => {
    const [outputs] = run(delta(), { x: 0 }, [{ signals: { x: 1 }, terminated: true, truncated: true }]);
    expect(outputs).toMatchObject({ terminated: true, truncated: false });
  });
});

describe("values that are not finite", () => {
  it("reports the term with environment, step and inputs under `nan error`", () => {
    const spec = logarithm("error");
    let state = initialState(spec, {}, { environment: 3 });
    state = step(spec, state, { signals: { x: 1 } }).state;
    const { outputs } = step(spec, state, { signals: { x: 0 } });
    expect(() => assertSound(spec, state, outputs)).toThrow(RewardError);
    expect(() => assertSound(spec, state, outputs)).toThrow(
      "term `log` is not finite in environment 3 at step 1: x = 0",
    );
  });

  it("reports under every policy but throws under `error` only", () => {
    const spec = logarithm("zero");
    const state = initialState(spec, {});
    const { outputs } = step(spec, state, { signals: { x: 0 } });
    expect(outputs.nonFinite).toMatchObject([{ term: "log", inputs: { x: [0] } }]);
    expect(() => assertSound(spec, state, outputs)).not.toThrow();
  });
});

describe("persistent state", () => {
  /** A persistent key that advances at every reset, shown as the reward. */
  function keyed(): Program {
    const ir = new GraphBuilder();
    const key = ir.slot({ name: "key", kind: "random", dtype: "int", shape: [], initial: 0, persistent: true });
    const old = ir.read(key, "reset");
    const advanced = ir.binary(
      "modulo",
      ir.binary("add", ir.binary("multiply", old, ir.constant(75, "int")), ir.constant(74, "int")),
      ir.constant(65537, "int"),
    );
    ir.setNext(key, ir.read(key));
    const total = ir.cast(ir.read(key), "float");
    const made = program(ir, { total });
    return { ...made, slots: made.slots.map((slot) => ({ ...slot, initial: advanced })) };
  }

  it("gives the same seed and environment the same choices, and others different ones", () => {
    const spec = keyed();
    const first = (seed: number, environment: number): number =>
      scalarPaid(step(spec, initialState(spec, {}, { seed, environment }), {}).outputs.reward);
    expect(first(1, 0)).toBe(first(1, 0));
    expect(new Set([first(1, 0), first(1, 1), first(2, 0), first(2, 1)]).size).toBe(4);
  });

  it("goes on across resets", () => {
    const spec = keyed();
    const [first, , second] = rewards(run(spec, {}, [{}, { isFirst: true }, {}]));
    expect(second).toBe(((first ?? 0) * 75 + 74) % 65537);
  });
});

it("reads a bool signal as 0 or 1", () => {
  const ir = new GraphBuilder();
  const total = ir.cast(ir.signal("door", "step", "bool", []), "float");
  const spec = program(ir, { total, signals: [bool("door")] });
  expect(rewards(run(spec, {}, [{ signals: { door: true } }, { signals: { door: false } }]))).toEqual([1, 0]);
});
