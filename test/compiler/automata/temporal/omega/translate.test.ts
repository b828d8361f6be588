import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  and,
  atom,
  binary,
  not,
  unary,
  windowed,
  type TemporalFormula,
} from "../../../../../src/compiler/automata/temporal/formula.js";
import { isBuchi, type OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import { overPrefixes, type InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import { translateInfinite } from "../../../../../src/compiler/automata/temporal/omega/translate.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { holdsAt } from "../evaluate.js";
import { acceptsLasso, infiniteFormulas, lassos, satisfies, unrolled, type Lasso } from "./lasso.js";

function automatonOf(formula: InfiniteFormula, atoms: number): OmegaAutomaton {
  const made = translateInfinite(formula, atoms);
  if (made.kind !== "automaton") throw new Error(`${made.budget} after ${made.states}`);
  return made.automaton;
}

const [a, b] = [atom(0), atom(1)];
const on = [true];
const off = [false];

/** Formulas with future, past and windows over two atoms. */
const formulas = fc.letrec<{ formula: TemporalFormula }>((tie) => {
  const formula = tie("formula");
  const window = fc.option(
    fc.tuple(fc.nat(1), fc.nat(1)).map(([low, more]) => ({ low, high: low + more })),
    { nil: undefined, freq: 4 },
  );
  return {
    formula: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(a, b),
      formula.map(not),
      fc.record({ kind: fc.constantFrom("and", "or"), operands: fc.tuple(formula, formula) }),
      fc
        .tuple(fc.constantFrom("next", "weak-next", "previously", "weak-previously"), formula)
        .map(([kind, f]) => unary(kind, f)),
      fc
        .tuple(fc.constantFrom("eventually", "always", "once", "historically"), formula, window)
        .map(([kind, f, w]) => windowed(kind, f, w)),
      fc
        .tuple(fc.constantFrom("until", "release", "since", "trigger"), formula, formula, window)
        .map(([kind, f, g, w]) => binary(kind, f, g, w)),
    ),
  };
}).formula;

describe("translation of properties of infinite traces", () => {
  it("accepts the lassos whose prefixes satisfy the definition", () => {
    const turns = 12;
    const small = formulas.filter((formula) => {
      const made = translate(formula, 2);
      return made.kind === "dfa" && made.dfa.moves.length <= turns;
    });
    fc.assert(
      fc.property(
        infiniteFormulas(small, 2),
        fc.array(lassos(2, 2), { minLength: 4, maxLength: 4 }),
        (formula, words) => {
          const automaton = automatonOf(formula, 2);
          for (const lasso of words) {
            // An automaton of `turns` states is on its cycle after so many turns of the loop, and once round it after as many more.
            const from = lasso.stem.length + turns * lasso.loop.length;
            const letters = unrolled(lasso, from + turns * lasso.loop.length);
            const holds = (operand: TemporalFormula, prefix: number): boolean =>
              holdsAt(operand, letters.slice(0, prefix), 0);
            expect(acceptsLasso(automaton, lasso)).toBe(satisfies(formula, holds, from, letters.length));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("judges a formula without future at the last letter of the prefix, one with future at the first", () => {
    const often = automatonOf(overPrefixes("infinitely-often", a), 1);
    expect(acceptsLasso(often, { stem: [off], loop: [off, on] })).toBe(true);
    expect(acceptsLasso(often, { stem: [on], loop: [off] })).toBe(false);
    const first = automatonOf(overPrefixes("infinitely-often", and(a, unary("next", a))), 1);
    const lasso: Lasso = { stem: [on, on], loop: [off] };
    expect(acceptsLasso(first, lasso)).toBe(true);
  });

  it("tells response, persistence, safety and reachability apart by their priorities", () => {
    const response = overPrefixes("infinitely-often", not(binary("since", not(b), and(a, not(b)))));
    expect(automatonOf(response, 2).priorities).toEqual([1, 0]);
    expect(isBuchi(automatonOf(overPrefixes("for-every-prefix", a), 1))).toBe(true);
    expect(isBuchi(automatonOf(overPrefixes("for-some-prefix", a), 1))).toBe(true);
    expect(isBuchi(automatonOf(overPrefixes("eventually-forever", a), 1))).toBe(false);
  });

  it("is a Büchi automaton where persistence is only feigned", () => {
    const settled = windowed("eventually", a);
    expect(isBuchi(automatonOf({ kind: "eventually-forever", operand: settled }, 1))).toBe(true);
  });

  it("translates ten thousand negations", () => {
    let formula: InfiniteFormula = overPrefixes("infinitely-often", a);
    for (let depth = 0; depth < 10_000; depth++) formula = { kind: "not", operand: formula };
    expect(automatonOf(formula, 1).priorities).toEqual([0, 1]);
  });

  it("stops at a budget of states", () => {
    const operands = Array.from({ length: 6 }, (_, index) =>
      overPrefixes("infinitely-often", windowed("once", atom(index), { low: 3, high: 3 })),
    );
    expect(translateInfinite({ kind: "and", operands }, 6, { maxStates: 50 })).toMatchObject({
      kind: "too-large",
      budget: "states",
    });
  });
});
