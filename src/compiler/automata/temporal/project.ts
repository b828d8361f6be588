import { AutomatonFunctions } from "./automaton-functions.js";
import type { Budget } from "./budget.js";
import type { Dfa } from "./dfa.js";
import { explore, type RawAutomaton } from "./explore.js";
import { Functions } from "./functions.js";

/**
 * The traces over the first `atoms` atoms that some values of the others make a trace of the automaton: those are read no more, and the
 * sets of states that remain possible are the new states (the subset construction of Rabin and Scott 1959).
 */
export function project(dfa: Dfa, atoms: number, budget: Budget): RawAutomaton {
  const functions = new Functions(budget);
  const states = new AutomatonFunctions(dfa, functions, atoms, atoms + 1, atoms);
  return explore(functions, atoms, states.state(dfa.initial), (level) => states.derivative(level));
}
