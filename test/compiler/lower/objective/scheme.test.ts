import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { InfiniteFormula } from "../../../../src/compiler/automata/temporal/omega/formula.js";
import { schemeSteps, type Scheme } from "../../../../src/compiler/automata/temporal/omega/scheme.js";
import { kernelOf } from "../../../../src/compiler/emit/tfjs/closure.js";
import { verify } from "../../../../src/compiler/ir/verify.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { lower } from "../../../../src/compiler/lower/index.js";
import { useBackend } from "../../../../src/runtime/backend/use-backend.js";
import { stream } from "../../../../src/runtime/random/index.js";
import { initialState, step, type Outputs, type Values } from "../../../../src/runtime/reference/index.js";
import { conformance } from "../../../../src/testing/index.js";
import { markovProduct, schemeValue, type Chain } from "../../automata/temporal/omega/markov.js";
import { automatonOf, persistence, recurrence, schemeSpec } from "./scheme-spec.js";

const schemes: readonly (readonly [InfiniteFormula, Scheme])[] = [
  [recurrence, { kind: "zeta_reach", zeta: 0.8 }],
  [recurrence, { kind: "zeta_discount", zeta: 0.8 }],
  [recurrence, { kind: "multi_discount", gamma: 0.8 }],
  [recurrence, { kind: "reward_on_acc" }],
  [recurrence, { kind: "parity", zeta: 0.7 }],
  [persistence, { kind: "parity", zeta: 0.7 }],
];
const names = schemes.map(([formula, scheme]) => [`${scheme.kind} of ${formula.kind}`, formula, scheme] as const);

function programOf(formula: InfiniteFormula, scheme: Scheme, discount?: number): Program {
  const program = lower(schemeSpec(formula, scheme, discount));
  expect(verify(program)).toEqual([]);
  return program;
}

function run(program: Program, rows: readonly Values[], seed = 0): readonly Outputs[] {
  let state = initialState(program, {}, { seed });
  return rows.map((signals) => {
    const moved = step(program, state, { signals });
    state = moved.state;
    return moved.outputs;
  });
}

const on = { a: 1, b: 0 };
const off = { a: 0, b: 0 };

describe("a reward scheme in the graph", () => {
  beforeAll(() => useBackend("cpu"));

  it("zeta_discount pays 1 and discounts by ζ where the automaton accepts, by the spec's discount elsewhere", () => {
    const rows = run(programOf(recurrence, { kind: "zeta_discount", zeta: 0.5 }, 0.75), [off, on, on, off]);
    expect(rows.map(({ reward }) => reward)).toEqual([0, 1, 1, 0]);
    expect(rows.map(({ discount }) => discount)).toEqual([0.75, 0.5, 0.5, 0.75]);
    expect(rows.some(({ terminated }) => terminated)).toBe(false);
  });

  it("multi_discount pays 1 − γ_B", () => {
    const rows = run(programOf(recurrence, { kind: "multi_discount", gamma: 0.75 }, 0.875), [off, on]);
    expect(rows.map(({ reward, discount }) => [reward, discount])).toEqual([
      [0, 0.875],
      [0.25, 0.75],
    ]);
  });

  it("zeta_reach pays 1 in the step that it ends, by its own cause, and nothing before", () => {
    const program = programOf(recurrence, { kind: "zeta_reach", zeta: 0.5 });
    const rows = run(program, [off, ...Array.from({ length: 40 }, () => on)]);
    const last = rows.findIndex(({ terminated }) => terminated);
    expect(last).toBeGreaterThan(0);
    expect(rows[last]).toMatchObject({ reward: 1, cause: "zeta_reach(Patrol)" });
    expect(rows.filter(({ reward }) => reward !== 0)).toHaveLength(1);
    expect(rows[last]).not.toHaveProperty("discount");
  });

  it("never stops where the automaton does not accept", () => {
    const rows = run(
      programOf(recurrence, { kind: "zeta_reach", zeta: 0.01 }),
      Array.from({ length: 500 }, () => off),
    );
    expect(rows.some(({ terminated }) => terminated)).toBe(false);
  });

  it("draws the same for the same seed, and not for another", () => {
    const program = programOf(recurrence, { kind: "zeta_reach", zeta: 0.9 });
    const rows = Array.from({ length: 200 }, () => on);
    const end = (seed: number): number => run(program, rows, seed).findIndex(({ terminated }) => terminated);
    expect(end(3)).toBe(end(3));
    expect(new Set([1, 2, 3, 4, 5, 6].map(end)).size).toBeGreaterThan(3);
  });

  it.each(names)("%s: the compiled kernel agrees with the reference", async (_, formula, scheme) => {
    const program = programOf(formula, scheme, 0.9);
    const result = await conformance(program, kernelOf(program), { environments: 6, rows: 24 });
    expect(result.mismatches).toEqual([]);
    expect(result.stepped).toBeGreaterThan(50);
  });
});

/** With probability 3/8 into a pit of `b`, else round a circle of three with `a` once. */
const world: Chain = {
  letters: [
    [false, false],
    [true, false],
    [false, false],
    [false, false],
    [false, true],
  ],
  next: [
    [0.2, 0.5, 0, 0, 0.3],
    [0, 0, 1, 0, 0],
    [0, 0, 0, 1, 0],
    [0, 1, 0, 0, 0],
    [0, 0, 0, 0, 1],
  ],
};

describe("a reward scheme through the compiled kernel", () => {
  beforeAll(() => useBackend("cpu"));
  const environments = 1500;

  it.each([
    ["zeta_reach", recurrence, { kind: "zeta_reach", zeta: 0.7 }, 50],
    ["parity", persistence, { kind: "parity", zeta: 0.3 }, 60],
  ] satisfies readonly (readonly [string, InfiniteFormula, Scheme, number])[])(
    "%s pays on average what the equations of the Markov chain say",
    (_, formula, scheme, steps) => {
      const automaton = automatonOf(formula);
      const exact = schemeValue(markovProduct(world, automaton), schemeSteps(scheme, automaton.priorities), 1);
      const kernel = kernelOf(programOf(formula, scheme));
      const random = stream(7, "chain");
      const places = new Int32Array(environments);
      const returns = new Float64Array(environments);
      let state = kernel.init(environments, {}, { seed: 11 });
      for (let time = 0; time < steps; time++) {
        for (let row = 0; row < environments; row++) places[row] = moved(world, places[row] ?? 0, random.uniform());
        const holds = (index: number): tf.Tensor =>
          tf.tensor1d(
            Uint8Array.from(places, (place) => Number(world.letters[place]?.[index] === true)),
            "bool",
          );
        const outputs = kernel.step(state, { signals: { a: holds(0), b: holds(1) } });
        outputs.reward.dataSync().forEach((reward, row) => (returns[row] = (returns[row] ?? 0) + reward));
        state = outputs.state;
      }
      const mean = returns.reduce((sum, value) => sum + value, 0) / environments;
      // Nothing is paid in the pit: only rows outside of it are not decided yet.
      const ended = state.ended.dataSync();
      const open = places.filter((place, row) => place !== 4 && ended[row] === 0).length / environments;
      expect(open).toBeLessThan(0.01);
      // Returns are 0 or 1. Hoeffding: a mean of 1500 is off by more than 0.07 with probability below 2·exp(−2·1500·0.07²) < 10⁻⁶.
      expect(Math.abs(mean - exact)).toBeLessThan(0.07 + open);
      expect(exact).toBeGreaterThan(0.2);
      expect(exact).toBeLessThan(0.95);
    },
  );
});

function moved(world: Chain, place: number, draw: number): number {
  let rest = draw;
  const row = world.next[place] ?? [];
  const next = row.findIndex((probability) => {
    rest -= probability;
    return rest < 0;
  });
  return next < 0 ? row.length - 1 : next;
}
