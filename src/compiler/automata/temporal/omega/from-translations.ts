import { Exhausted, type Budget } from "../budget.js";
import type { Translation } from "../dfa.js";
import type { OmegaAutomaton } from "./automaton.js";
import { conditionOf } from "./condition.js";
import { cycleTrees } from "./cycle-tree.js";
import type { InfiniteFormula } from "./formula.js";
import { parityOf } from "./parity.js";
import { maxWatches, product } from "./product.js";
import { reduce } from "./reduce.js";
import { watchOf, type Watch } from "./watch.js";

export type OmegaTranslation =
  | { readonly kind: "automaton"; readonly automaton: OmegaAutomaton }
  | Extract<Translation, { readonly kind: "too-large" }>;

/*
 *   operands ──► minimal DFAs ──► watches ──► product with an Emerson–Lei condition ──► cycle trees ──► parity automaton ──► quotient
 */

/**
 * The deterministic parity automaton of a Boolean combination of quantifiers over prefixes, each operand by its translation. See `translateInfinite`.
 */
export function fromTranslations<Operand>(
  formula: InfiniteFormula<Operand>,
  translated: (operand: Operand) => Translation,
  atoms: number,
  budget: Budget,
): OmegaTranslation {
  const watches: Watch[] = [];
  const numbers = new Map<string, number>();
  let failure: OmegaTranslation | undefined;
  const condition = conditionOf(formula, ({ kind, operand }) => {
    const translation = failure ?? translated(operand);
    if (translation.kind !== "dfa") {
      failure = translation;
      return { watch: 0, negated: false };
    }
    const { watch, negated } = watchOf(kind, translation.dfa);
    const number = numbers.get(watch.key) ?? watches.length;
    if (number === watches.length) {
      numbers.set(watch.key, number);
      watches.push(watch);
    }
    return { watch: number, negated };
  });
  if (failure !== undefined) return failure;
  if (watches.length > maxWatches) return { kind: "too-large", budget: "memory", states: watches.length };
  try {
    const joined = product(watches, condition, atoms, budget);
    return { kind: "automaton", automaton: reduce(parityOf(joined, cycleTrees(joined, budget), budget), budget) };
  } catch (error) {
    if (error instanceof Exhausted) return { kind: "too-large", budget: error.budget, states: error.states };
    throw error;
  }
}
