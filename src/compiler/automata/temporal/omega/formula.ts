import { and, last, windowed, type TemporalFormula } from "../formula.js";
import { everyPart, looksBack, looksForward } from "../formula-parts.js";

/*
 * Formulas over infinite traces: Boolean combinations of four quantifiers over the non-empty finite prefixes of the trace (LTLf+ and PPLTL+, Aminof,
 * De Giacomo, Rubin and Vardi 2024: the power of LTL with automata over finite traces only).
 */

/** How many prefixes of the trace satisfy the operand: infinitely many; all but finitely many; all; at least one. */
export type PrefixQuantifier = "infinitely-often" | "eventually-forever" | "for-every-prefix" | "for-some-prefix";

/**
 * A property of infinite traces; plain immutable data. The operand of a quantifier is judged at the first letter of the prefix; in the middle of the
 * translation it is the automaton of a formula.
 */
export type InfiniteFormula<Operand = TemporalFormula> =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "not"; readonly operand: InfiniteFormula<Operand> }
  | { readonly kind: "and" | "or"; readonly operands: readonly InfiniteFormula<Operand>[] }
  | { readonly kind: "xor"; readonly left: InfiniteFormula<Operand>; readonly right: InfiniteFormula<Operand> }
  | Quantified<Operand>;

/** A quantifier over prefixes and what it asks of them. */
export interface Quantified<Operand = TemporalFormula> {
  readonly kind: PrefixQuantifier;
  readonly operand: Operand;
}

/**
 * A quantifier over prefixes with the operand as it is written. One that says something of the future is a formula of LTLf and judged at the first
 * letter of the prefix; one that does not (a condition, or a formula of pure past) at the last one, as in PPLTL+: `infinitely often a` says that `a`
 * keeps coming back.
 */
export function overPrefixes(quantifier: PrefixQuantifier, operand: TemporalFormula): InfiniteFormula {
  return {
    kind: quantifier,
    operand: looksAhead(operand) ? operand : windowed("eventually", and(last, operand)),
  };
}

/** Whether some operator of the formula speaks of later letters. */
export function looksAhead(formula: TemporalFormula): boolean {
  return everyPart(formula).some(looksForward);
}

/**
 * Whether an atom or an operator of the past stands outside of every operator of the future: it then speaks of the first letter of the trace only.
 */
export function speaksOfTheFirstLetter(formula: TemporalFormula): boolean {
  const seen = new Set<TemporalFormula>();
  const stack = [formula];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (seen.has(top)) continue;
    seen.add(top);
    if (top.kind === "atom") return true;
    if (top.kind === "not") stack.push(top.operand);
    else if (top.kind === "and" || top.kind === "or") stack.push(...top.operands);
    else if (top.kind === "xor") stack.push(top.left, top.right);
    else if (looksBack(top)) return true;
  }
  return false;
}
