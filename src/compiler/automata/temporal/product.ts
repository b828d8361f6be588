import { AutomatonFunctions } from "./automaton-functions.js";
import { Budget } from "./budget.js";
import { canonical } from "./canonical.js";
import type { Dfa, EmptyTrace } from "./dfa.js";
import { explore } from "./explore.js";
import { type BooleanFunction, Functions } from "./functions.js";

export type Combination = "and" | "or" | "xor" | "iff" | "implies" | "minus";

/**
 * The canonical minimal automaton of the traces for which the operation of both answers is true (Rabin and Scott 1959); both automata read the same
 * atoms. Only non-empty traces count unless `empty` says what becomes of the empty one. Throws `Exhausted` when the budget is spent.
 */
export function combine(
  left: Dfa,
  right: Dfa,
  operation: Combination,
  budget: Budget = new Budget(),
  empty: EmptyTrace = "free",
): Dfa {
  const atoms = left.diagrams.atoms;
  if (right.diagrams.atoms !== atoms) throw new RangeError("the automata read different atoms");
  const functions = new Functions(budget);
  const first = new AutomatonFunctions(left, functions, atoms, atoms + 1);
  const second = new AutomatonFunctions(right, functions, atoms, atoms + 1 + left.moves.length);
  const initial = apply(functions, operation, first.state(left.initial), second.state(right.initial));
  const raw = explore(functions, atoms, initial, (level) =>
    level < second.first ? first.derivative(level) : second.derivative(level),
  );
  return canonical(raw, empty, budget);
}

/** The canonical minimal automaton of the traces that this one rejects; of the empty trace, what `empty` says. */
export function complement(dfa: Dfa, budget: Budget = new Budget(), empty: EmptyTrace = "free"): Dfa {
  const { atoms } = dfa.diagrams;
  const functions = new Functions(budget);
  const states = new AutomatonFunctions(dfa, functions, atoms, atoms + 1);
  const raw = explore(functions, atoms, functions.not(states.state(dfa.initial)), (level) => states.derivative(level));
  return canonical(raw, empty, budget);
}

/** The automaton with another answer to the empty trace, its atom i renamed to `order[i]`. */
export function restated(dfa: Dfa, empty: EmptyTrace, budget: Budget, order?: readonly number[]): Dfa {
  if (empty === "free" && order === undefined) return dfa;
  const { atoms } = dfa.diagrams;
  const functions = new Functions(budget);
  const states = new AutomatonFunctions(dfa, functions, atoms, atoms + 1, atoms, order);
  const raw = explore(functions, atoms, states.state(dfa.initial), (level) => states.derivative(level));
  return canonical(raw, empty, budget);
}

function apply(
  functions: Functions,
  operation: Combination,
  left: BooleanFunction,
  right: BooleanFunction,
): BooleanFunction {
  switch (operation) {
    case "and":
      return functions.and(left, right);
    case "or":
      return functions.or(left, right);
    case "xor":
      return functions.xor(left, right);
    case "iff":
      return functions.not(functions.xor(left, right));
    case "implies":
      return functions.or(functions.not(left), right);
    case "minus":
      return functions.and(left, functions.not(right));
  }
}
