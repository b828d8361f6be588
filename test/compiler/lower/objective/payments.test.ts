import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { and, atom, not, unary, windowed } from "../../../../src/compiler/automata/temporal/formula.js";
import type { TypedSpec } from "../../../../src/compiler/check/typed.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { initialState, scalarPaid, step, stepAllStates, type Row } from "../../../../src/runtime/reference/index.js";
import { formulas, traces } from "../../automata/temporal/arbitrary.js";
import { constant, scalar, signal, term } from "../typed-spec.js";
import {
  bool,
  named,
  names,
  objective,
  on,
  programOf,
  row,
  shown,
  specOf,
  sum,
  terminateWhen,
} from "./objective-spec.js";

const reach = windowed("eventually", and(atom(0), unary("next", windowed("eventually", atom(1)))));

/** From every state of the objective on a real row: what the table says, and what the very step pays when it is made from there. */
function compared(
  program: Program,
  real: Row,
): { readonly table: readonly number[]; readonly made: readonly number[] } {
  const output = program.objectives[0];
  const slot = program.slots.find(({ name }) => name === "O.state");
  if (output === undefined) throw new Error("no objective");
  const start = initialState(program, Object.fromEntries(names.map((name) => [name, false])));
  const label = step(program, start, real).outputs.labels["O"] ?? { class: 0, rewards: [] };
  const made = output.states.map((_, state) => {
    const slots = start.slots.map((value, id) => (id === slot?.id ? Float64Array.of(state) : value));
    return scalarPaid(step(program, { ...start, slots }, real).outputs.total);
  });
  return { table: stepAllStates(output, label).reward, made };
}

const paying = (parts: Partial<TypedSpec> = {}): Partial<TypedSpec> => ({
  terms: [
    term("good", on(shown("fires-satisfied"), signal("x")), { weight: constant(2) }),
    term("bad", on(shown("fires-violated"), constant(-1))),
  ],
  total: sum(named("good"), named("bad")),
  ...parts,
});

describe("the table of an objective for counterfactual experience", () => {
  it("pays from every state what the step would have paid from there", () => {
    const ends = fc.constantFrom<Partial<Row>>({}, { terminated: true }, { truncated: true });
    const endings = fc.constantFrom([], [terminateWhen(shown("satisfied"))], [terminateWhen(signal("c", bool))]);
    fc.assert(
      fc.property(formulas(3, 3), traces(3, 1), ends, endings, (formula, [letter = []], end, declared) => {
        const made = specOf(formula, paying({ endings: declared }));
        const program = programOf({ ...made, signals: [...made.signals, x] });
        const signals = { ...Object.fromEntries(names.map((name, at) => [name, letter[at] === true])), x: 3 };
        // What fires in the first step only, since the start decides it, is not a matter of the state.
        fc.pre(program.objectives[0]?.satisfied[0] !== true && program.objectives[0]?.violated[0] !== true);
        const { table, made: real } = compared(program, { signals, ...end });
        expect(table).toEqual(real);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves out the addends that do not depend on the objective", () => {
    const program = programOf(
      specOf(reach, {
        terms: [term("good", on(shown("fires-satisfied"), constant(1))), term("cost", constant(-0.1))],
        total: sum(named("good"), named("cost")),
      }),
    );
    const { table, made } = compared(program, row("b"));
    expect(table).toEqual(made.map((total) => (total > 0 ? 1 : 0)));
    expect(table).toContain(1);
  });

  it("takes whole products and guards over", () => {
    const scaled = {
      kind: "binary",
      fn: "multiply",
      left: named("good"),
      right: shown("progress"),
      type: scalar("float"),
    } as const;
    const program = programOf(
      specOf(reach, {
        terms: [term("good", constant(4), { when: shown("accepting") })],
        total: { ...scaled, rate: "step", availability: "step", span: constant(0).span },
      }),
    );
    for (const letter of ["", "a", "b", "a b"]) {
      const { table, made } = compared(program, row(letter));
      expect(table).toEqual(made);
    }
  });

  it("pays nothing where nothing of `total` depends on the objective", () => {
    const output = programOf(specOf(reach, { terms: [term("cost", constant(-1))], total: named("cost") }))
      .objectives[0];
    expect(new Set(output?.edgeReward)).toEqual(new Set([0]));
  });

  it("takes another objective as it really moved", () => {
    const both = {
      kind: "binary",
      fn: "and",
      left: shown("accepting"),
      right: shown("accepting", "P"),
      type: bool,
    } as const;
    const condition = { ...both, rate: "step", availability: "step", span: constant(0).span } as const;
    const program = programOf(
      specOf(reach, {
        objectives: [objective(reach), objective(windowed("eventually", atom(2)), { name: "P" })],
        terms: [term("good", on(condition, constant(1)))],
        total: named("good"),
      }),
    );
    expect(compared(program, row("b")).table.some((reward) => reward > 0)).toBe(false);
    expect(compared(program, row("b c")).table.some((reward) => reward > 0)).toBe(true);
  });
});

describe("how the states of an objective end", () => {
  it("is final where the spec certainly terminates, done where the objective is decided", () => {
    const formula = and(windowed("eventually", atom(0)), windowed("always", not(atom(1))));
    const endsOf = (parts: Partial<TypedSpec>): ReadonlySet<string> =>
      new Set(programOf(specOf(formula, parts)).objectives[0]?.ends);
    expect(endsOf({})).toEqual(new Set(["none", "done"]));
    expect(endsOf({ endings: [terminateWhen(shown("violated"))] })).toEqual(new Set(["none", "final"]));
    const unless = {
      kind: "binary",
      fn: "and",
      left: shown("violated"),
      right: signal("c", bool),
      type: bool,
    } as const;
    expect(
      endsOf({ endings: [terminateWhen({ ...unless, rate: "step", availability: "step", span: constant(0).span })] }),
    ).toEqual(new Set(["none", "done"]));
  });
});

const x = { name: "x", role: "signal", type: scalar("float"), span: constant(0).span } as const;
