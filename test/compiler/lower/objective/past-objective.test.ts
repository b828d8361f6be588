import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  and,
  atom,
  implies,
  type TemporalFormula,
  unary,
  windowed,
} from "../../../../src/compiler/automata/temporal/formula.js";
import { pastMemory } from "../../../../src/compiler/automata/temporal/past/memory.js";
import { pastParts } from "../../../../src/compiler/check/objective/past.js";
import type { TypedPastObjective, TypedSpec } from "../../../../src/compiler/check/typed.js";
import type { Program } from "../../../../src/compiler/ir/program.js";
import { verdictOf, viewOf, type ObjectiveView } from "../../../../src/runtime/kernel/verdict.js";
import type { Row } from "../../../../src/runtime/reference/index.js";
import { judgedAtEnd, traces } from "../../automata/temporal/arbitrary.js";
import { constant, span, spec, term } from "../typed-spec.js";
import {
  atoms,
  named,
  names,
  objective,
  on,
  programOf,
  row,
  run,
  shown,
  signals,
  specOf,
  sum,
} from "./objective-spec.js";

const rowsOf = (trace: readonly (readonly boolean[])[]): Row[] =>
  trace.map((letter) => ({ signals: Object.fromEntries(names.map((name, index) => [name, letter[index] === true])) }));

/** The objective on bits, whatever the size of its automaton. */
function onBits(formula: TemporalFormula, more: Partial<TypedPastObjective> = {}): TypedPastObjective {
  const memory = pastMemory(formula, atoms.length);
  const parts = memory && pastParts(memory, atoms);
  if (parts === undefined) throw new Error("the last letter cannot judge it");
  return { name: "O", readsSource: false, atoms, formula, text: "", span, ...parts, ...more };
}

/** Terms that read all that an objective shows. */
const reading: Partial<TypedSpec> = {
  terms: [
    term("good", on(shown("fires-satisfied"), constant(1))),
    term("bad", on(shown("fires-violated"), constant(-1))),
    term("progress", shown("progress")),
  ],
  total: sum(named("good"), sum(named("bad"), named("progress"))),
};

function asAutomaton(formula: TemporalFormula): Program {
  return programOf(specOf(formula, reading));
}

function asBits(formula: TemporalFormula, more: Partial<TypedPastObjective> = {}): Program {
  return programOf(spec({ signals, ...reading, pastObjectives: [onBits(formula, more)] }));
}

const objectiveOf = ({ objectives, pastObjectives }: Program) => {
  const [found] = [...objectives, ...pastObjectives];
  if (found === undefined) throw new Error("no objective");
  return found;
};

function views(program: Program, rows: readonly Row[]): readonly ObjectiveView[] {
  return run(program, rows).map(({ objectives }) => viewOf(objectiveOf(program), objectives["O"] ?? 0));
}

describe("an objective on bits", () => {
  it("shows after every letter what its automaton shows", () => {
    fc.assert(
      fc.property(judgedAtEnd(3, 2), traces(3, 8), (formula, trace) => {
        const rows = rowsOf(trace);
        expect(views(asBits(formula), rows)).toEqual(views(asAutomaton(formula), rows));
      }),
      { numRuns: 300 },
    );
  });

  it("reads the source as its automaton does", () => {
    fc.assert(
      fc.property(judgedAtEnd(3, 2), traces(3, 8), (formula, trace) => {
        const rows = rowsOf(trace);
        const readsSource = true;
        const automaton = programOf(specOf(formula, { ...reading, objectives: [objective(formula, { readsSource })] }));
        expect(views(asBits(formula, { readsSource }), rows)).toEqual(views(automaton, rows));
      }),
      { numRuns: 100 },
    );
  });

  it("pays when its automaton pays", () => {
    fc.assert(
      fc.property(judgedAtEnd(3, 2), traces(3, 8), fc.boolean(), (formula, trace, terminated) => {
        const rows = rowsOf(trace).map((each, at) => (at === trace.length - 1 ? { ...each, terminated } : each));
        const paid = (program: Program): unknown =>
          run(program, rows).map(({ terms, objectives }) => ({
            ...terms,
            verdict: verdictOf(objectiveOf(program), objectives["O"] ?? 0, terminated),
          }));
        expect(paid(asBits(formula))).toEqual(paid(asAutomaton(formula)));
      }),
      { numRuns: 300 },
    );
  });

  it("is known to be violated as soon as nothing can mend it", () => {
    // a was never there without b twenty letters before: two to the twentieth states.
    const before = Array.from({ length: 20 }).reduce<TemporalFormula>((part) => unary("previously", part), atom(1));
    const formula = windowed("always", implies(atom(0), before));
    const program = asBits(formula);
    expect(program.pastObjectives[0]?.bits).toBeGreaterThanOrEqual(20);
    const letters = ["b", ...Array.from({ length: 19 }, () => ""), "a", "a", "b"];
    const found = views(
      program,
      letters.map((letter) => row(letter)),
    );
    expect(found.map(({ violated }) => violated)).toEqual(letters.map((_, at) => at >= 21));
    expect(found.map(({ accepting }) => accepting)).toEqual(letters.map((_, at) => at < 21));
  });

  it("counts the letters that are missing", () => {
    // It ends well after three letters of a in a row.
    const formula = windowed(
      "eventually",
      and(atom(0), unary("previously", and(atom(0), unary("previously", atom(0))))),
    );
    const found = views(
      asBits(formula),
      ["", "a", "a", "", "a", "a", "a", ""].map((letter) => row(letter)),
    );
    const thirds = found.map(({ progress }) => Math.round(progress * 3e9) / 1e9);
    expect(thirds).toEqual([0, 1, 2, 0, 1, 2, 3, 3]);
  });
});
