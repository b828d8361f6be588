import type { Translation } from "../dfa.js";
import type { OmegaAutomaton } from "./automaton.js";
import { conditionOf } from "./condition.js";
import { cycleTrees, TooManyMarkSets } from "./cycle-tree.js";
import type { InfiniteFormula } from "./formula.js";
import { parityOf } from "./parity.js";
import { maxWatches, product } from "./product.js";
import { reduce } from "./reduce.js";
import { watchOf, type Watch } from "./watch.js";

export type OmegaTranslation =
  | { readonly kind: "automaton"; readonly automaton: OmegaAutomaton }
  | Extract<Translation, { readonly kind: "too-large" }>;

/** What the automaton and those on the way to it may use: states of each, and time (`performance.now()`). */
export interface OmegaBudget {
  readonly maxStates: number;
  readonly deadline: number;
}

/*
 *   operands ──► minimal DFAs ──► watches ──► product with an Emerson–Lei condition ──► cycle trees ──► parity automaton ──► quotient
 */

/** The deterministic parity automaton of a Boolean combination of quantifiers over prefixes, each operand by its translation. See `translateInfinite`. */
export function fromTranslations<Operand>(
  formula: InfiniteFormula<Operand>,
  translated: (operand: Operand) => Translation,
  atoms: number,
  { maxStates, deadline }: OmegaBudget,
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
  const joined = product(watches, condition, atoms, maxStates, () => performance.now() > deadline);
  if (typeof joined === "string") return { kind: "too-large", budget: joined, states: maxStates };
  try {
    const parity = parityOf(joined, cycleTrees(joined), maxStates);
    return parity === undefined
      ? { kind: "too-large", budget: "states", states: maxStates }
      : { kind: "automaton", automaton: reduce(parity) };
  } catch (error) {
    if (error instanceof TooManyMarkSets) return { kind: "too-large", budget: "memory", states: joined.moves.length };
    throw error;
  }
}
