import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atom, not } from "../../../../../src/compiler/automata/temporal/formula.js";
import type { OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import { overPrefixes, type InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import { schemeSteps, type Scheme } from "../../../../../src/compiler/automata/temporal/omega/scheme.js";
import { translateInfinite } from "../../../../../src/compiler/automata/temporal/omega/translate.js";
import { markovProduct, satisfaction, schemeValue, slowestReturn, transientVisits, type Chain } from "./markov.js";

function automatonOf(formula: InfiniteFormula): OmegaAutomaton {
  const made = translateInfinite(formula, 2);
  if (made.kind !== "automaton") throw new Error(made.budget);
  return made.automaton;
}

const goal = overPrefixes("infinitely-often", atom(0));
const recurrence = automatonOf(goal);
const persistence = automatonOf({
  kind: "and",
  operands: [overPrefixes("eventually-forever", not(atom(1))), goal],
});

/** Once round a circle of `length` states with the goal in one of them, for ever. */
function circle(length: number): Chain {
  return {
    letters: Array.from({ length }, (_, state) => [state === 0, false]),
    next: Array.from({ length }, (_, state) => Array.from({ length }, (_, to) => Number(to === (state + 1) % length))),
  };
}
/** The goal in every step, until a pit: it opens in each step with some probability. */
function edgeOfThePit(risk: number): Chain {
  return {
    letters: [
      [true, false],
      [false, false],
    ],
    next: [
      [1 - risk, risk],
      [0, 1],
    ],
  };
}

describe("schemes and the order of policies", () => {
  it("a constant reward for each accepting visit prefers a policy that fails with probability 1", () => {
    const safe = markovProduct(circle(20), recurrence);
    const greedy = markovProduct(edgeOfThePit(0.02), recurrence);
    expect([satisfaction(safe), satisfaction(greedy)]).toEqual([1, 0]);

    const value = (product: typeof safe, scheme: Scheme, gamma: number): number =>
      schemeValue(product, schemeSteps(scheme, recurrence.priorities), gamma);
    const visits: Scheme = { kind: "reward_on_acc" };
    expect(value(safe, visits, 0.99)).toBeCloseTo(0.99 ** 19 / (1 - 0.99 ** 20), 9);
    expect(value(greedy, visits, 0.99)).toBeCloseTo(0.98 / (1 - 0.99 * 0.98), 9);
    expect(value(greedy, visits, 0.99)).toBeGreaterThan(6 * value(safe, visits, 0.99));

    const sound: readonly (readonly [Scheme, number])[] = [
      [{ kind: "zeta_reach", zeta: 0.999 }, 1],
      [{ kind: "zeta_discount", zeta: 0.999 }, 1],
      [{ kind: "multi_discount", gamma: 0.999 }, 0.99999],
      [{ kind: "parity", zeta: 0.999 }, 1],
    ];
    for (const [scheme, gamma] of sound)
      expect(value(safe, scheme, gamma)).toBeGreaterThan(2 * value(greedy, scheme, gamma));
  });

  it("no discount saves it: for each there is such a pair of policies", () => {
    for (const gamma of [0.9, 0.99, 0.999, 0.9999]) {
      const [length, risk] = [Math.ceil(20 / (1 - gamma) / 10), (1 - gamma) / 10];
      const steps = schemeSteps({ kind: "reward_on_acc" }, recurrence.priorities);
      const greedy = schemeValue(markovProduct(edgeOfThePit(risk), recurrence), steps, gamma);
      // The value of the circle in closed form: its equations are many.
      expect(greedy).toBeGreaterThan(gamma ** (length - 1) / (1 - gamma ** length));
      expect(satisfaction(markovProduct(edgeOfThePit(risk), recurrence))).toBe(0);
    }
  });

  it("the best policy of a sound scheme is a best policy of the property", () => {
    const worlds = 3;
    const row = fc
      .array(fc.integer({ min: 0, max: 2 }), { minLength: worlds, maxLength: worlds })
      .filter((weights) => weights.some((weight) => weight > 0))
      .map((weights) => weights.map((weight) => weight / weights.reduce((sum, other) => sum + other, 0)));
    const table = fc.array(row, { minLength: worlds, maxLength: worlds });
    const letters = fc.array(fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }), {
      minLength: worlds,
      maxLength: worlds,
    });
    const cases = [
      { automaton: recurrence, scheme: { kind: "zeta_reach", zeta: 0.9999 } },
      { automaton: recurrence, scheme: { kind: "zeta_discount", zeta: 0.9999 } },
      { automaton: persistence, scheme: { kind: "parity", zeta: 0.9999 } },
    ] satisfies readonly { readonly automaton: OmegaAutomaton; readonly scheme: Scheme }[];
    fc.assert(
      fc.property(table, table, letters, fc.constantFrom(...cases), (first, second, labels, { automaton, scheme }) => {
        const steps = schemeSteps(scheme, automaton.priorities);
        const states = automaton.priorities.length;
        const chain: Chain = { letters: labels, next: first };
        let best = { value: -1, satisfied: -1, error: 0 };
        let most = { satisfied: -1, error: 0 };
        for (let policy = 0; policy < 2 ** (worlds * states); policy++) {
          const chosen = (world: number, state: number): readonly number[] =>
            (((policy >> (world * states + state)) & 1) === 0 ? first : second)[world] ?? [];
          const product = markovProduct(chain, automaton, chosen);
          const satisfied = satisfaction(product);
          const factor = scheme.kind === "zeta_discount" ? 1 - scheme.zeta : 1;
          const value = factor * schemeValue(product, steps, 1);
          // The bounds of scheme.test.ts.
          const error = (1 - scheme.zeta) * (transientVisits(product, () => true) + slowestReturn(product));
          if (satisfied > most.satisfied) most = { satisfied, error };
          if (value > best.value + 1e-9) best = { value, satisfied, error };
        }
        expect(best.satisfied).toBeGreaterThanOrEqual(most.satisfied - most.error - best.error - 1e-6);
        expect(most.error + best.error).toBeLessThan(0.1);
      }),
      { numRuns: 12 },
    );
  });
});
