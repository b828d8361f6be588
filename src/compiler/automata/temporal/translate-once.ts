import type { TranslateOptions, Translation } from "./dfa.js";
import { formulaKey } from "./formula-key.js";
import type { TemporalFormula } from "./formula.js";
import { translate } from "./translate.js";

/** States of all automata that are remembered together: some megabytes. */
const mostStates = 50_000;

/** By formula, number of atoms and limits, what was asked for last at the end. */
const known = new Map<string, Translation & { readonly kind: "dfa" }>();
let states = 0;

/**
 * `translate`, and the automaton that it gave before where the same was asked: an editor checks a spec at every key, and a long spec says the same of many things. What was too
 * large is tried again, since time may have been what it lacked.
 */
export function translateOnce(formula: TemporalFormula, atoms: number, options: TranslateOptions = {}): Translation {
  const { empty, maxStates, maxNodes } = options;
  const key = [atoms, empty, maxStates, maxNodes, formulaKey(formula)].join("\n");
  const translation = known.get(key) ?? translate(formula, atoms, options);
  if (translation.kind === "dfa") remember(key, translation);
  return translation;
}

function remember(key: string, translation: Translation & { readonly kind: "dfa" }): void {
  if (!known.delete(key)) states += translation.dfa.moves.length;
  known.set(key, translation);
  for (const [oldest, { dfa }] of known) {
    if (states <= mostStates) return;
    known.delete(oldest);
    states -= dfa.moves.length;
  }
}
