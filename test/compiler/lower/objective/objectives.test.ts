import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  and,
  atom,
  not,
  or,
  unary,
  windowed,
  type TemporalFormula,
} from "../../../../src/compiler/automata/temporal/formula.js";
import type { TypedExpression, TypedSpec } from "../../../../src/compiler/check/typed.js";
import { formulas, traces } from "../../automata/temporal/arbitrary.js";
import { holdsAt } from "../../automata/temporal/evaluate.js";
import { viewOf, verdictOf } from "../../../../src/runtime/kernel/verdict.js";
import { scalarPaid, type Outputs, type Row } from "../../../../src/runtime/reference/index.js";
import { constant, declare, scalar, signal, spec, term } from "../typed-spec.js";
import {
  bool,
  dfaOf,
  names,
  named,
  objective,
  on,
  programOf,
  row,
  run,
  shown,
  specOf,
  statesOf,
  sum,
  terminateWhen,
} from "./objective-spec.js";

const [a, b] = [atom(0), atom(1)];
const eventually = (part: TemporalFormula): TemporalFormula => windowed("eventually", part);
const always = (part: TemporalFormula): TemporalFormula => windowed("always", part);
const first = unary("weak-previously", { kind: "constant", value: false });

const rowsOf = (trace: readonly (readonly boolean[])[]): Row[] =>
  trace.map((letter) => ({ signals: Object.fromEntries(names.map((name, index) => [name, letter[index] === true])) }));

/** Terms that pay 1 when the objective is satisfied, −1 when it is violated. */
const paying: Partial<TypedSpec> = {
  terms: [
    term("good", on(shown("fires-satisfied"), constant(1))),
    term("bad", on(shown("fires-violated"), constant(-1))),
  ],
  total: sum(named("good"), named("bad")),
};

const rewards = (outputs: readonly Outputs[]): readonly number[] => outputs.map(({ reward }) => scalarPaid(reward));

describe("an objective", () => {
  it("runs its automaton: the states of the graph are those of the automaton on every trace", () => {
    fc.assert(
      fc.property(formulas(3, 3), traces(3, 8), (formula, trace) => {
        const found = run(programOf(specOf(formula)), rowsOf(trace)).map(({ objectives }) => objectives["O"]);
        expect(found).toEqual(statesOf(dfaOf(formula), trace));
      }),
      { numRuns: 150 },
    );
  });

  it("accepts where the trace so far satisfies the formula, by the formula's own definition", () => {
    fc.assert(
      fc.property(formulas(3, 3), traces(3, 6), (formula, trace) => {
        const program = programOf(specOf(formula));
        const [output] = program.objectives;
        if (output === undefined) throw new Error("no objective");
        const found = run(program, rowsOf(trace)).map(
          ({ objectives }) => viewOf(output, objectives["O"] ?? 0).accepting,
        );
        expect(found).toEqual(trace.map((_, at) => holdsAt(formula, trace.slice(0, at + 1), 0)));
      }),
      { numRuns: 150 },
    );
  });

  it("is decided where no continuation can change it", () => {
    const program = programOf(specOf(and(eventually(a), always(not(b)))));
    const [output] = program.objectives;
    const views = run(program, [row(""), row("a"), row(""), row("b"), row("a")]).map(({ objectives }) =>
      viewOf(output ?? fail(), objectives["O"] ?? 0),
    );
    expect(views).toEqual([
      { accepting: false, satisfied: false, violated: false, progress: 0 },
      { accepting: true, satisfied: false, violated: false, progress: 1 },
      { accepting: true, satisfied: false, violated: false, progress: 1 },
      { accepting: false, satisfied: false, violated: true, progress: 0 },
      { accepting: false, satisfied: false, violated: true, progress: 0 },
    ]);
  });

  it("comes closer by one step of the fewest that lead to acceptance", () => {
    const inOrder = eventually(and(a, unary("next", eventually(and(b, unary("next", eventually(atom(2))))))));
    const program = programOf(specOf(inOrder, { terms: [term("closer", shown("progress"))], total: named("closer") }));
    const found = rewards(run(program, [row(""), row("a"), row("a"), row("b"), row("c"), row("")]));
    [0, 1 / 3, 1 / 3, 2 / 3, 1, 1].forEach((progress, at) => expect(found[at]).toBeCloseTo(progress, 12));
  });

  it("has progress 1 where every state accepts, and 0 where none does", () => {
    const progressOf = (value: boolean): readonly number[] =>
      programOf(specOf({ kind: "constant", value })).objectives[0]?.progress ?? [];
    expect(progressOf(true)).toEqual([1]);
    expect(progressOf(false)).toEqual([0]);
  });

  it("does not count the start as the end of a trace where no letter leads back to it", () => {
    const output = programOf(specOf(a)).objectives[0] ?? fail();
    expect(output.next).not.toContain(0);
    expect(viewOf(output, 0)).toEqual({ accepting: false, satisfied: false, violated: false, progress: 0 });
  });

  it("starts anew with each episode", () => {
    const program = programOf(specOf(eventually(a), paying));
    expect(
      rewards(
        run(program, [row("a"), { ...row(""), isFirst: true }, row(""), row("a", { terminated: true }), row("a")]),
      ),
    ).toEqual([1, 0, 0, 1, 0]);
  });

  it("judges the letter of the step before where it reads the source, the reset's first", () => {
    const made = specOf(initially(a), { objectives: [objective(initially(a), { readsSource: true })], ...paying });
    const program = programOf(made);
    const from = (reset: Row["reset"]): readonly number[] => {
      const begin = { ...row(""), isFirst: true, signals: reset ?? {} };
      return rewards(run(program, [begin, row("b"), row("b")]));
    };
    expect(from({ a: true, b: false, c: false })).toEqual([0, 1, 0]);
    expect(from({ a: false, b: false, c: false })).toEqual([0, -1, 0]);
    expect(program.signals.filter(({ needsReset }) => needsReset).map(({ name }) => name)).toEqual(["a"]);
  });

  function initially(part: TemporalFormula): TemporalFormula {
    return windowed("once", and(first, part));
  }
});

describe("`on satisfied` and `on violated`", () => {
  const twice = (rows: readonly Row[], formula: TemporalFormula, parts: Partial<TypedSpec> = {}): readonly number[] =>
    rewards(run(programOf(specOf(formula, { ...paying, ...parts })), rows));

  it("fire once, at the first step where it is decided", () => {
    expect(twice([row(""), row("a"), row("a"), row("", { terminated: true })], eventually(a))).toEqual([0, 1, 0, 0]);
    expect(twice([row("a"), row(""), row(""), row("", { terminated: true })], always(a))).toEqual([0, -1, 0, 0]);
  });

  it("fire at a termination by whether the trace that ends there satisfies the formula", () => {
    expect(twice([row("a"), row("a", { terminated: true })], always(a))).toEqual([0, 1]);
    expect(twice([row(""), row("", { terminated: true })], eventually(a))).toEqual([0, -1]);
  });

  it("never fire at a truncation that decides nothing", () => {
    expect(twice([row("a"), row("a", { truncated: true })], always(a))).toEqual([0, 0]);
    expect(twice([row(""), row("", { truncated: true })], eventually(a))).toEqual([0, 0]);
    expect(twice([row(""), row("a", { truncated: true })], eventually(a))).toEqual([0, 1]);
  });

  it("know terminations by the spec's own rules, those that read the objective among them", () => {
    const whenViolated = { endings: [terminateWhen(shown("violated"))] };
    expect(twice([row("a"), row(""), row("a")], always(a), whenViolated)).toEqual([0, -1, 0]);
    const whenB = { endings: [terminateWhen(signal("b", bool))] };
    expect(twice([row("a"), row("a b"), row("a")], always(a), whenB)).toEqual([0, 1, 0]);
  });

  it("fire at the first step where the formula is true or false by itself", () => {
    expect(twice([row(""), row(""), row("", { terminated: true })], or(a, not(a)))).toEqual([1, 0, 0]);
    expect(twice([row(""), row(""), row("", { terminated: true })], and(a, not(a)))).toEqual([-1, 0, 0]);
  });

  it("fire at most once, and exactly as the definition says, on random formulas and traces", () => {
    fc.assert(
      fc.property(
        formulas(3, 3),
        traces(3, 6),
        fc.constantFrom("terminated", "truncated", "running"),
        (formula, trace, end) => {
          const rows = rowsOf(trace);
          const last = rows.length - 1;
          if (end !== "running") rows[last] = { ...rows[last], [end]: true };
          const program = programOf(specOf(formula, paying));
          const output = program.objectives[0] ?? fail();
          const outputs = run(program, rows);
          const states = outputs.map(({ objectives }) => objectives["O"] ?? 0);
          const settled = states.findIndex(
            (state, at) =>
              output.satisfied[state] === true ||
              output.violated[state] === true ||
              (at === last && end === "terminated"),
          );
          const good = states[settled] !== undefined && output.accepting[states[settled]] === true;
          expect(rewards(outputs)).toEqual(trace.map((_, at) => (at === settled ? (good ? 1 : -1) : 0)));
          const verdict = verdictOf(output, states[last] ?? 0, end === "terminated");
          expect(verdict).toBe(settled < 0 ? "Unknown" : good ? "Satisfied" : "Violated");
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("the theory of the atoms", () => {
  const above = (constantValue: number): TypedExpression => ({
    kind: "binary",
    fn: "greater",
    left: signal("x"),
    right: constant(constantValue),
    type: bool,
    rate: "step",
    availability: "step",
    span: signal("x").span,
  });
  const over = (formula: TemporalFormula): TypedSpec =>
    spec({
      signals: [declare("x", scalar("float"))],
      objectives: [objective(formula, { atoms: [above(2), above(5)] })],
    });

  it("has no class for letters that cannot be", () => {
    // x > 5 without x > 2 is no letter: three classes instead of four.
    const output = programOf(over(unary("next", and(or(a, b), unary("next", and(a, not(b))))))).objectives[0] ?? fail();
    expect(output.classNames).toEqual(["x <= 2", "x > 2 and x <= 5", "x > 5"]);
  });

  it("violates what only impossible letters could satisfy, and satisfies what only they could violate", () => {
    const never = programOf(over(eventually(and(b, not(a))))).objectives[0] ?? fail();
    expect(never.violated[0]).toBe(true);
    expect(never.progress.every((value) => value === 0 || value === 1)).toBe(true);
    const certain = programOf(over(always(or(a, not(b))))).objectives[0] ?? fail();
    expect(certain.satisfied[0]).toBe(true);
  });
});

function fail(): never {
  throw new Error("no objective");
}
