import { always, never, type TemporalFormula } from "../formula.js";
import { operandsOf, substitute } from "../formula-parts.js";

/** A part without which the formula says the same. */
export interface IdlePart {
  readonly part: TemporalFormula;
  /** What it can be replaced by, wherever it occurs. */
  readonly by: "true" | "false" | "either";
}

/**
 * The largest parts that can be replaced by true or by false and leave the language as it is: the formula is vacuous in them (Beer, Ben-David, Eisner and Rodeh 2001; Kupferman and
 * Vardi 2003; for formulas without a model, Fisman, Kupferman, Sheinvald and Vardi 2008). Those papers replace a part by the constant of its polarity; a part that the other
 * constant can replace is as idle (`F a and F(a or b)`), and the comparison needs no polarity. `isCandidate` says which parts to look at, `equal` whether a formula
 * has the language of the whole, `undefined` where the budget is spent: then the search ends.
 */
export function idleParts(
  formula: TemporalFormula,
  isCandidate: (part: TemporalFormula) => boolean,
  equal: (changed: TemporalFormula) => boolean | undefined,
): readonly IdlePart[] {
  const found: IdlePart[] = [];
  const seen = new Set<TemporalFormula>([formula]);
  const queue = [...operandsOf(formula)];
  let current = formula;
  for (const part of queue) {
    if (seen.has(part) || part.kind === "constant") continue;
    seen.add(part);
    if (isCandidate(part)) {
      // Two parts may each be idle and not both (`a or a`): what has been found is gone from then on.
      const without = substitute(current, part, never);
      const withTrue = substitute(current, part, always);
      const [no, yes] = [equal(without), equal(withTrue)];
      if (no === undefined || yes === undefined) return found;
      if (no || yes) {
        found.push({ part, by: no && yes ? "either" : yes ? "true" : "false" });
        current = no ? without : withTrue;
        continue;
      }
    }
    for (const operand of operandsOf(part)) queue.push(operand);
  }
  return found;
}
