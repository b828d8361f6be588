import { Budget } from "../budget.js";
import type { TranslateOptions } from "../dfa.js";
import { translate } from "../translate.js";
import type { InfiniteFormula } from "./formula.js";
import { fromTranslations, type OmegaTranslation } from "./from-translations.js";

/**
 * The deterministic parity automaton of a property of infinite traces (LTLf+, Aminof, De Giacomo, Rubin and Vardi 2024), with as few priorities as
 * the language needs: 0 and 1 wherever a deterministic Büchi automaton exists, as many states as the construction leaves after a quotient (not always
 * the fewest). `maxStates` (default 10,000) bounds each automaton on the way, `milliseconds` (default: none) the whole.
 */
export function translateInfinite(
  formula: InfiniteFormula,
  atoms: number,
  options: Omit<TranslateOptions, "empty"> = {},
): OmegaTranslation {
  const { maxStates = 10_000, milliseconds } = options;
  const deadline = performance.now() + (milliseconds ?? Infinity);
  return fromTranslations(
    formula,
    (operand) =>
      translate(operand, atoms, {
        empty: "free",
        maxStates,
        ...(milliseconds === undefined ? {} : { milliseconds: Math.max(1, deadline - performance.now()) }),
      }),
    atoms,
    new Budget(maxStates, milliseconds),
  );
}
