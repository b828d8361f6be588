import { atFirstLetter } from "./at-first-letter.js";
import { atomOrder } from "./atom-order.js";
import { Budget, Exhausted } from "./budget.js";
import { canonical } from "./canonical.js";
import { compose, direct } from "./compose.js";
import type { Dfa, EmptyTrace, TranslateOptions, Translation } from "./dfa.js";
import type { TemporalFormula } from "./formula.js";
import { restated } from "./product.js";
import { project } from "./project.js";
import { type ReadFormula, readFormula } from "./read-formula.js";
import { holds, type Term } from "./terms.js";

/**
 * The minimal automaton of the non-empty traces over `atoms` atoms whose first position satisfies the formula, or that the budget was spent on the way.
 *
 *     formula ─ atFirstLetter, readFormula ─► terms ─ Obligations, explore ─► raw automaton ─ canonical ─► minimal automaton
 *                                └─ past over future: with fresh atoms ─► minimal automaton ─ project ─► raw automaton ─┘
 */
export function translate(formula: TemporalFormula, atoms: number, options: TranslateOptions = {}): Translation {
  const budget = new Budget(options.maxStates, options.milliseconds, options.maxNodes);
  try {
    return { kind: "dfa", dfa: automaton(atFirstLetter(formula), atoms, options.empty ?? "free", budget) };
  } catch (error) {
    if (error instanceof Exhausted) return { kind: "too-large", budget: error.budget, states: error.states };
    throw error;
  }
}

function automaton(formula: TemporalFormula, atoms: number, empty: EmptyTrace, budget: Budget): Dfa {
  const read = readFormula(formula, atoms, budget);
  if (read.definitions.length === 0) {
    const dfa = direct(read, atoms, empty, budget);
    if (dfa !== undefined) return dfa;
  }
  const order = atomOrder(read, atoms);
  if (order.every((atom, level) => atom === level)) return composed(read, atoms, empty, budget);
  const levels: number[] = [];
  for (const [level, atom] of order.entries()) levels[atom] = level;
  const renamed = composed(readFormula(formula, atoms, budget, levels), atoms, "free", budget);
  return restated(renamed, empty, budget, order);
}

function composed(read: ReadFormula, atoms: number, empty: EmptyTrace, budget: Budget): Dfa {
  if (read.definitions.length === 0) return restated(compose(read, read.term, atoms, budget), empty, budget);
  const widened = compose(read, defined(read), atoms + read.definitions.length, budget);
  return canonical(project(widened, atoms, budget), empty, budget);
}

/**
 * The term, and at every position each fresh atom equal to what it stands for. Exactly one choice of the fresh atoms satisfies the definitions,
 * so the traces that some choice makes satisfy this are those of the formula.
 */
function defined({ terms, term, definitions }: ReadFormula): Term {
  const everywhere = definitions.map((definition) => {
    const differs = terms.xor(terms.atom(definition.atom), definition.term);
    return terms.until(holds, differs, 0, Infinity) ^ 1;
  });
  return terms.and([term, ...everywhere]);
}
