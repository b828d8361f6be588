import { and, type TemporalFormula } from "../formula.js";

/**
 * Some conjuncts of a formula that no trace satisfies which contradict each other, and no fewer of them do (an irreducible unsatisfiable core, by deletion); `undefined` where the budget
 * is spent, or where the formula is no conjunction. `satisfiable` answers `undefined` when it cannot tell.
 */
export function conflictingConjuncts(
  formula: TemporalFormula,
  satisfiable: (formula: TemporalFormula) => boolean | undefined,
): readonly TemporalFormula[] | undefined {
  let core = conjunctsOf(formula);
  for (const conjunct of core) {
    const rest = core.filter((other) => other !== conjunct);
    if (rest.length === 0) break;
    const answer = satisfiable(and(...rest));
    if (answer === undefined) return undefined;
    if (!answer) core = rest;
  }
  return core.length === 1 && core[0] === formula ? undefined : core;
}

/** The operands of a chain of conjunctions, in the order of the text. */
function conjunctsOf(formula: TemporalFormula): readonly TemporalFormula[] {
  const chain = new Set<TemporalFormula>([formula]);
  const conjuncts: TemporalFormula[] = [];
  const stack = [formula];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.kind !== "and" || top.operands.length === 0) {
      conjuncts.push(top);
      continue;
    }
    for (const operand of [...top.operands].reverse()) {
      if (chain.has(operand)) continue;
      chain.add(operand);
      stack.push(operand);
    }
  }
  return conjuncts;
}
