import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { stream } from "../../../../../src/runtime/random/index.js";
import { evaluator, type Trace } from "./evaluate.js";
import { formulas, randomFormula } from "./random-formula.js";
import { accepts } from "./run.js";
import { show } from "./show.js";
import { randomTraces, traces } from "./traces.js";

function automaton(formula: TemporalFormula, atoms: number): Dfa {
  const translation = translate(formula, atoms, { milliseconds: 5_000 });
  if (translation.kind !== "dfa") throw new Error(`no automaton within the ${translation.budget} of ${show(formula)}`);
  return translation.dfa;
}

function expectAgreement(formula: TemporalFormula, atoms: number, judged: Iterable<Trace>): void {
  const dfa = automaton(formula, atoms);
  const truths = evaluator(formula);
  for (const trace of judged) {
    const holds = truths(trace)[0];
    if (accepts(dfa, trace) === holds) continue;
    expect.fail(`${show(formula)} is ${holds ? "true" : "false"} of ${trace.join(" ")}, unlike its automaton`);
  }
}

describe("the automaton of a random formula accepts the traces that satisfy it", () => {
  it("of up to 4 letters over 2 atoms, all of them", () => {
    fc.assert(
      fc.property(formulas(2, 12), (formula) => {
        expectAgreement(formula, 2, traces(2, 4));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("of up to 12 letters over 2 or 3 atoms, drawn at random", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { atoms, formula } = randomFormula(seed);
      expectAgreement(formula, atoms, randomTraces(stream(seed, "traces"), { atoms, longest: 12, count: 100 }));
    }
  });
});
