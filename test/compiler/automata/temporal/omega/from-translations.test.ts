import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Budget } from "../../../../../src/compiler/automata/temporal/budget.js";
import type { Dfa } from "../../../../../src/compiler/automata/temporal/dfa.js";
import { isBuchi, type OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import type { InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import { fromTranslations } from "../../../../../src/compiler/automata/temporal/omega/from-translations.js";
import { explicitDfa } from "../explicit-dfa.js";
import { acceptedPrefixes, acceptsLasso, infiniteFormulas, lassos, satisfies, unrolled } from "./lasso.js";

const atoms = 2;

/** Complete automata of up to four states over two atoms. */
const dfas: fc.Arbitrary<Dfa> = fc.integer({ min: 1, max: 4 }).chain((states) =>
  fc
    .tuple(
      fc.array(fc.array(fc.nat(states - 1), { minLength: 4, maxLength: 4 }), {
        minLength: states,
        maxLength: states,
      }),
      fc.array(fc.boolean(), { minLength: states, maxLength: states }),
    )
    .map(([next, accepting]) => explicitDfa(atoms, next, accepting)),
);

function automatonOf(formula: InfiniteFormula<Dfa>, count = atoms): OmegaAutomaton {
  const made = fromTranslations(formula, (dfa) => ({ kind: "dfa", dfa }), count, new Budget(50_000));
  if (made.kind !== "automaton") throw new Error(`${made.budget} after ${made.states}`);
  return made.automaton;
}

/** The last letter has atom `index`. */
function lastHas(index: number, count: number): Dfa {
  const row = Array.from({ length: 2 ** count }, (_, letter) => (letter >> index) & 1);
  return explicitDfa(count, [row, row], [false, true]);
}
function often(index: number, count: number): InfiniteFormula<Dfa> {
  return { kind: "infinitely-often", operand: lastHas(index, count) };
}
function forever(index: number, count: number): InfiniteFormula<Dfa> {
  return { kind: "eventually-forever", operand: lastHas(index, count) };
}

describe("the automaton of a property of infinite traces", () => {
  it("accepts the lassos that satisfy it by definition", () => {
    fc.assert(
      fc.property(infiniteFormulas(dfas), fc.array(lassos(atoms), { minLength: 8, maxLength: 8 }), (formula, words) => {
        const automaton = automatonOf(formula);
        for (const lasso of words) {
          // After the stem and four turns every automaton of four states is on its cycle, which is over after four more.
          const from = lasso.stem.length + 4 * lasso.loop.length;
          const length = from + 4 * lasso.loop.length;
          const letters = unrolled(lasso, length);
          const holds = (dfa: Dfa, prefix: number): boolean => acceptedPrefixes(dfa, letters)[prefix - 1] === true;
          // One period is at most four turns, but of several automata not the same: each is judged alone.
          expect(acceptsLasso(automaton, lasso)).toBe(satisfies(formula, holds, from, length));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is a Büchi automaton of two states for a single `infinitely often`", () => {
    const automaton = automatonOf(often(0, 1), 1);
    expect(automaton.priorities).toEqual([0, 1]);
  });

  it("is a Büchi automaton of 2n − 1 states for n recurring goals", () => {
    for (const count of [2, 3, 4]) {
      const operands = Array.from({ length: count }, (_, index) => often(index, count));
      const automaton = automatonOf({ kind: "and", operands }, count);
      expect(isBuchi(automaton)).toBe(true);
      expect(automaton.priorities).toHaveLength(2 * count - 1);
    }
  });

  it("needs priority 2 for `eventually forever`, and 1 to 3 for a Rabin pair", () => {
    expect(automatonOf(forever(0, 1), 1).priorities).toEqual([1, 2]);
    const rabin = automatonOf({ kind: "and", operands: [forever(0, 2), often(1, 2)] }, 2);
    expect([...new Set(rabin.priorities)].sort()).toEqual([0, 1, 2]);
    const streett = automatonOf({ kind: "or", operands: [forever(0, 2), often(1, 2)] }, 2);
    expect([...new Set(streett.priorities)].sort()).toEqual([1, 2, 3]);
  });

  it("is Büchi where the property only looks as if it were not", () => {
    const a = often(0, 1);
    const tautology: InfiniteFormula<Dfa> = { kind: "or", operands: [a, { kind: "not", operand: a }] };
    expect(automatonOf(tautology, 1)).toMatchObject({ priorities: [1] });
    const safe: InfiniteFormula<Dfa> = { kind: "for-every-prefix", operand: lastHas(0, 1) };
    expect(isBuchi(automatonOf(safe, 1))).toBe(true);
    expect(automatonOf(safe, 1).priorities).toHaveLength(2);
  });

  it("ends with a budget, not with an exception, where there are too many quantifiers", () => {
    const operands = Array.from({ length: 30 }, (_, index) => often(index % 5, 5)).map((part, index) =>
      index < 5
        ? part
        : {
            ...part,
            operand: explicitDfa(
              5,
              [
                Array.from({ length: 32 }, (_, l) => (l === index ? 1 : 0)),
                Array.from({ length: 32 }, (_, l) => (l === index ? 1 : 0)),
              ],
              [false, true],
            ),
          },
    );
    const made = fromTranslations(
      { kind: "and", operands } as InfiniteFormula<Dfa>,
      (dfa) => ({ kind: "dfa", dfa }),
      5,
      new Budget(100),
    );
    expect(made).toMatchObject({ kind: "too-large" });
  });
});
