import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atom, binary, not, unary, windowed } from "../../../../../src/compiler/automata/temporal/formula.js";
import { isBuchi, type OmegaAutomaton } from "../../../../../src/compiler/automata/temporal/omega/automaton.js";
import { overPrefixes, type InfiniteFormula } from "../../../../../src/compiler/automata/temporal/omega/formula.js";
import { schemeSteps, type Scheme } from "../../../../../src/compiler/automata/temporal/omega/scheme.js";
import { translateInfinite } from "../../../../../src/compiler/automata/temporal/omega/translate.js";
import {
  iteratedValue,
  markovProduct,
  satisfaction,
  schemeValue,
  slowestReturn,
  transientVisits,
  type Chain,
  type MarkovProduct,
} from "./markov.js";

function automatonOf(formula: InfiniteFormula): OmegaAutomaton {
  const made = translateInfinite(formula, 2);
  if (made.kind !== "automaton") throw new Error(made.budget);
  return made.automaton;
}
function value(product: MarkovProduct, automaton: OmegaAutomaton, scheme: Scheme, gamma = 1): number {
  return schemeValue(product, schemeSteps(scheme, automaton.priorities), gamma);
}

const [a, b] = [atom(0), atom(1)];
const often = (operand = a): InfiniteFormula => overPrefixes("infinitely-often", operand);
const and = (...operands: readonly InfiniteFormula[]): InfiniteFormula => ({ kind: "and", operands });
const or = (...operands: readonly InfiniteFormula[]): InfiniteFormula => ({ kind: "or", operands });
const properties: readonly InfiniteFormula[] = [
  often(a),
  and(often(a), often(b)),
  and(overPrefixes("for-every-prefix", not(b)), often(a)),
  or(overPrefixes("for-some-prefix", unary("next", b)), often(a)),
  often(not(binary("since", not(b), a))),
  overPrefixes("eventually-forever", a),
  and(overPrefixes("eventually-forever", not(b)), often(a)),
  or(overPrefixes("eventually-forever", windowed("once", b, { low: 0, high: 1 })), often(a)),
];
const automata = properties.map(automatonOf);
const buchi = automata.filter(isBuchi);

/** Chains of up to five states with one to three successors each, most of them with several closed sets. */
const chains: fc.Arbitrary<Chain> = fc.integer({ min: 2, max: 5 }).chain((count) =>
  fc.record({
    letters: fc.array(fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }), { minLength: count, maxLength: count }),
    next: fc.array(
      fc
        .array(fc.tuple(fc.nat(count - 1), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 3 })
        .map((moves) => {
          const total = moves.reduce((sum, [, weight]) => sum + weight, 0);
          return Array.from({ length: count }, (_, state) =>
            moves.reduce((sum, [to, weight]) => (to === state ? sum + weight / total : sum), 0),
          );
        }),
      { minLength: count, maxLength: count },
    ),
  }),
);
const zetas = fc.constantFrom(0.9, 0.99, 0.999, 0.9999);
/** What solving the equations loses to rounding: they are conditioned like 1/(1 − ζ)^priorities. */
const rounding = 1e-6;

describe("reward schemes on Markov chains", () => {
  it("are tested on automata of both kinds", () => {
    expect(buchi).toHaveLength(5);
    expect(automata.map(({ priorities }) => Math.max(...priorities)).filter((top) => top >= 2)).toHaveLength(3);
  });

  it("zeta_reach: 0 ≤ value − P(satisfied) ≤ (1 − ζ)·(expected accepting visits outside of closed sets)", () => {
    fc.assert(
      fc.property(chains, fc.constantFrom(...buchi), zetas, (chain, automaton, zeta) => {
        const product = markovProduct(chain, automaton);
        const exact = satisfaction(product);
        const early = transientVisits(product, (place) => product.priorities[place] === 1);
        const reached = value(product, automaton, { kind: "zeta_reach", zeta });
        expect(reached - exact).toBeGreaterThanOrEqual(-rounding);
        expect(reached - exact).toBeLessThanOrEqual((1 - zeta) * early + rounding);
      }),
      { numRuns: 300 },
    );
  });

  it("zeta_discount without another discount: (1 − ζ)·value has the same bound", () => {
    fc.assert(
      fc.property(chains, fc.constantFrom(...buchi), zetas, (chain, automaton, zeta) => {
        const product = markovProduct(chain, automaton);
        const exact = satisfaction(product);
        const early = transientVisits(product, (place) => product.priorities[place] === 1);
        const counted = (1 - zeta) * value(product, automaton, { kind: "zeta_discount", zeta });
        expect(counted - exact).toBeGreaterThanOrEqual(-rounding);
        expect(counted - exact).toBeLessThanOrEqual((1 - zeta) * early + rounding);
      }),
      { numRuns: 300 },
    );
  });

  it("multi_discount: value − P(satisfied) ≥ −(1 − γ)·(expected steps outside of closed sets + slowest return/(1 − γ_B))", () => {
    fc.assert(
      fc.property(chains, fc.constantFrom(...buchi), fc.constantFrom(0.9, 0.99), (chain, automaton, gamma) => {
        const product = markovProduct(chain, automaton);
        const exact = satisfaction(product);
        const early = transientVisits(product, (place) => product.priorities[place] === 1);
        const steps = transientVisits(product, () => true) + 1;
        for (const other of [1 - (1 - gamma) / 10, 1 - (1 - gamma) / 1000, 1]) {
          const discounted = value(product, automaton, { kind: "multi_discount", gamma }, other);
          const loss = (1 - other) * (steps + slowestReturn(product) / (1 - gamma));
          expect(discounted - exact).toBeGreaterThanOrEqual(-loss - rounding);
          expect(discounted - exact).toBeLessThanOrEqual((1 - gamma) * early + rounding);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("parity: |value − P(satisfied)| ≤ (1 − ζ)·(expected steps outside of closed sets + slowest return of the greatest priority)", () => {
    fc.assert(
      fc.property(chains, fc.constantFrom(...automata), fc.constantFrom(0.9, 0.99, 0.999), (chain, automaton, zeta) => {
        const product = markovProduct(chain, automaton);
        const bound = (1 - zeta) * (transientVisits(product, () => true) + slowestReturn(product));
        const stopped = value(product, automaton, { kind: "parity", zeta });
        expect(Math.abs(stopped - satisfaction(product))).toBeLessThanOrEqual(bound + rounding);
      }),
      { numRuns: 300 },
    );
  });

  it("the equations agree with value iteration", () => {
    fc.assert(
      fc.property(chains, fc.constantFrom(...buchi), (chain, automaton) => {
        const product = markovProduct(chain, automaton);
        for (const scheme of [
          { kind: "zeta_reach", zeta: 0.5 },
          { kind: "multi_discount", gamma: 0.5 },
          { kind: "reward_on_acc" },
        ] satisfies readonly Scheme[]) {
          const steps = schemeSteps(scheme, automaton.priorities);
          expect(iteratedValue(product, steps, 0.9, 400)).toBeCloseTo(schemeValue(product, steps, 0.9), 9);
        }
      }),
      { numRuns: 100 },
    );
  });
});
