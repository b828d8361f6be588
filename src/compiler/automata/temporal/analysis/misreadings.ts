import { and, last, windowed, type TemporalFormula } from "../formula.js";
import { everyPart, looksBack, operandsOf, rewrite } from "../formula-parts.js";
import { occurrencesOf, isUnbounded } from "./occurrences.js";

/*
 * Formulas that are right in LTL, or in the past-only logic of other tools, and say something else on finite traces judged at their first letter (De Giacomo, De Masellis and
 * Montali 2014, "Reasoning on LTL on finite traces: insensitivity to infiniteness"). Each function finds where a formula may be misread; whether it matters
 * is for the automata to say.
 */

/** `always eventually p` and `eventually always p`: on a finite trace both say that p holds at its last letter. */
export function endlessParts(formula: TemporalFormula): readonly TemporalFormula[] {
  return everyPart(formula).filter((part) => {
    if ((part.kind !== "always" && part.kind !== "eventually") || !isPlain(part.window)) return false;
    const { operand } = part;
    const other = part.kind === "always" ? "eventually" : "always";
    return operand.kind === other && isPlain(operand.window);
  });
}

/** What such a part is about. */
export function endlessOperand(part: TemporalFormula): TemporalFormula {
  const [inner] = operandsOf(part);
  return (inner === undefined ? undefined : operandsOf(inner)[0]) ?? part;
}

/**
 * `next` that every letter asks for, so that the last one, which has none, violates; where the formula negates, the same is written `weak next`. Whoever
 * writes `last`, or `next true`, has thought of the end: nothing is found then.
 */
export function demandsOfLastLetter(formula: TemporalFormula): readonly TemporalFormula[] {
  const parts = everyPart(formula);
  if (parts.some((part) => (part.kind === "next" || part.kind === "weak-next") && part.operand.kind === "constant"))
    return [];
  const found = occurrencesOf(formula).filter(
    ({ part, polarity, place }) =>
      place === "every" &&
      ((part.kind === "next" && polarity === "positive") || (part.kind === "weak-next" && polarity === "negative")),
  );
  return [...new Set(found.map(({ part }) => part))];
}

/** The formula that asks nothing of a letter that is not there: each of the parts with the other kind of `next`. */
export function withoutDemands(formula: TemporalFormula, parts: readonly TemporalFormula[]): TemporalFormula {
  const chosen = new Set(parts);
  return rewrite(formula, (part, rebuilt) => {
    if (!chosen.has(part) || (rebuilt.kind !== "next" && rebuilt.kind !== "weak-next")) return rebuilt;
    return { kind: rebuilt.kind === "next" ? "weak-next" : "next", operand: rebuilt.operand };
  });
}

/** Past operators that are looked at in the first letter only, where nothing lies behind; `initially p` says so itself. */
export function looksBackFromStart(formula: TemporalFormula): readonly TemporalFormula[] {
  const initial = initially(formula);
  const found = occurrencesOf(formula).filter(
    ({ part, place }) => place === "first" && looksBack(part) && !initial.has(part) && !isFirst(part),
  );
  return [...new Set(found.map(({ part }) => part))];
}

/** The parts that say of themselves that they look at the first letter: `initially p`. */
export function initially(formula: TemporalFormula): ReadonlySet<TemporalFormula> {
  return new Set(
    everyPart(formula).filter(
      (part) => part.kind === "once" && part.operand.kind === "and" && part.operand.operands.some(isFirst),
    ),
  );
}

/** The formula judged at the last letter, as formulas about the past usually are. */
export function judgedAtLast(formula: TemporalFormula): TemporalFormula {
  return windowed("eventually", and(last, formula));
}

function isFirst(part: TemporalFormula): boolean {
  return part.kind === "weak-previously" && part.operand.kind === "constant" && !part.operand.value;
}

function isPlain(window: Parameters<typeof isUnbounded>[0]): boolean {
  return isUnbounded(window) && (window?.low ?? 0) === 0;
}
