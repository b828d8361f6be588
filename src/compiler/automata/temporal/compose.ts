import { type Budget, GivenUp } from "./budget.js";
import { canonical } from "./canonical.js";
import type { Dfa, EmptyTrace } from "./dfa.js";
import { explore } from "./explore.js";
import { Functions } from "./functions.js";
import { Obligations } from "./obligations.js";
import { partsOf } from "./parts.js";
import { combine } from "./product.js";
import type { ReadFormula } from "./read-formula.js";
import type { Term } from "./terms.js";

/** Nodes of decision diagrams that the derivative of a part may take before the part is taken apart. */
const partNodes = 2 ** 17;

/** And those of the whole formula, if there are so many for each state: an automaton that has many states anyway is not helped by composing it. */
const wholeNodes = 2 ** 20;
const wholeNodesPerState = 64;

/** Formulas nested deeper than this are not taken apart any further. */
const deepest = 64;

/**
 * The minimal automaton of a term, the empty trace left open: by its derivative if that stays small, otherwise from the minimal automata of its
 * parts, the two smallest first (compositional as in Bansal, Li, Tabajara and Vardi's Lisa, AAAI 2020, and De Giacomo and Favorito's Lydia, ICAPS 2021).
 */
export function compose(
  read: ReadFormula,
  term: Term,
  atoms: number,
  budget: Budget,
  nodes: number = partNodes,
  depth = 0,
): Dfa {
  const parts = depth < deepest ? partsOf(read.terms, term) : undefined;
  if (parts === undefined) return derived(read, term, atoms, budget);
  const whole = attempt(read, term, atoms, budget.withNodes(nodes));
  if (whole !== undefined) return whole;
  const queue = parts.parts.map((part) => compose(read, part, atoms, budget, nodes, depth + 1));
  for (;;) {
    queue.sort((left, right) => right.moves.length - left.moves.length);
    const first = queue.pop();
    const second = queue.pop();
    if (first === undefined) throw new Error("a term has no parts");
    if (second === undefined) return first;
    queue.push(combine(first, second, parts.operation, budget));
  }
}

/** The minimal automaton of the whole by its derivative alone, if that stays small. */
export function direct(read: ReadFormula, atoms: number, empty: EmptyTrace, budget: Budget): Dfa | undefined {
  return attempt(read, read.term, atoms, budget.withNodes(wholeNodes, wholeNodesPerState), empty);
}

function attempt(
  read: ReadFormula,
  term: Term,
  atoms: number,
  budget: Budget,
  empty: EmptyTrace = "free",
): Dfa | undefined {
  try {
    return derived(read, term, atoms, budget, empty);
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}

function derived(read: ReadFormula, term: Term, atoms: number, budget: Budget, empty: EmptyTrace = "free"): Dfa {
  const functions = new Functions(budget);
  const obligations = new Obligations(read, functions, atoms);
  const raw = explore(functions, atoms, obligations.initial(term), (level) => obligations.derivativeOfVariable(level));
  return canonical(raw, empty, budget);
}
