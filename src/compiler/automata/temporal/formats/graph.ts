import type { GraphEdge, MachineGraph } from "../../picture/machine-graph.js";
import { prospects, type Prospect } from "../trace/prospects.js";
import type { NamedAutomaton } from "./automaton.js";
import { guardText, pictureNotation } from "./guard-text.js";
import { transitions } from "./transitions.js";

/**
 * The automaton to be drawn: accepting states as final ones; a state from which the verdict is certain says so, and has no arrow to itself. `undefined` where a guard is
 * too long to be written out.
 */
export function automatonGraph({ formula, atoms, dfa }: NamedAutomaton): MachineGraph | undefined {
  const found = transitions(dfa);
  if (found === undefined) return undefined;
  const future = prospects(dfa);
  const notation = pictureNotation(atoms);
  // A state that nothing leaves says so; an arrow to itself would only add to the crowd.
  const drawn = found.filter(({ from, to, cubes }) => from !== to || cubes.some((cube) => cube.length > 0));
  return {
    name: formula,
    states: dfa.moves.map((_, state) => ({
      name: `${state}${remark(future[state])}`,
      end: dfa.accepting[state] === true ? "final" : "none",
      start: state === dfa.initial ? 1 : 0,
      ...(future[state] === "rejected" ? { isMuted: true } : {}),
    })),
    edges: drawn.map(({ from, to, cubes }): GraphEdge => ({
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
