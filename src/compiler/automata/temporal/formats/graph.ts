import type { GraphEdge, MachineGraph } from "../../picture/machine-graph.js";
import { prospects, type Prospect } from "../trace/prospects.js";
import type { NamedAutomaton } from "./automaton.js";
import { guardText } from "./guard-text.js";
import { transitions } from "./transitions.js";

/**
 * The automaton to be drawn: accepting states as final ones; the word of a state from which the verdict is certain says so. `undefined` where a guard is too long to be
 * written out.
 */
export function automatonGraph({ formula, atoms, dfa }: NamedAutomaton): MachineGraph | undefined {
  const found = transitions(dfa);
  if (found === undefined) return undefined;
  const future = prospects(dfa);
  const notation = {
    not: "not ",
    and: " and ",
    or: " or ",
    always: "always",
    never: "never",
    atom: (index: number) => atoms[index] ?? `p${index}`,
  };
  return {
    name: formula,
    states: dfa.moves.map((_, state) => ({
      name: `${state}${remark(future[state])}`,
      end: dfa.accepting[state] === true ? "final" : "none",
      start: state === dfa.initial ? 1 : 0,
    })),
    edges: found.map(({ from, to, cubes }): GraphEdge => ({
      from,
      to,
      guard: guardText(cubes, notation),
      updates: [],
    })),
  };
}

function remark(prospect: Prospect | undefined): string {
  if (prospect === "accepted") return ": satisfied";
  return prospect === "rejected" ? ": violated" : "";
}
