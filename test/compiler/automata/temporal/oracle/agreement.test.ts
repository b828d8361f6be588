import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../../../../../src/runtime/random/index.js";
import type { Trace } from "./evaluate.js";
import { automataOf, judgeByEvaluation, translateAll } from "./judge.js";
import { formulas, type RandomFormula, randomFormula } from "./random-formula.js";
import { show } from "./show.js";
import { randomTraces, traces } from "./traces.js";

function expectAgreement(random: RandomFormula, judged: Iterable<Trace>): void {
  const { automata, complaints } = automataOf(translateAll(random, 5_000));
  const text = show(random.formula);
  expect([text, complaints]).toEqual([text, []]);
  expect([text, judgeByEvaluation(random.formula, automata, judged)]).toEqual([text, { complaints: [] }]);
}

// bench/automata-oracle.ts does the same with thousands of formulas, and asks MONA too.
describe("the automata of a random formula accept the traces that satisfy it", () => {
  it("of up to 4 letters over 2 atoms, all of them", () => {
    fc.assert(
      fc.property(formulas(2, 12), (formula) => {
        expectAgreement({ formula, atoms: 2 }, traces(2, 4));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("of up to 12 letters over 2 or 3 atoms, drawn at random", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomFormula(seed);
      expectAgreement(random, randomTraces(stream(seed, "traces"), { atoms: random.atoms, longest: 12, count: 100 }));
    }
  });
});
