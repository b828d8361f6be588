import { writeHoa } from "../../hoa/write.js";
import { guardsTooLong, type NamedAutomaton, type Written } from "./automaton.js";
import { guardText, hoaNotation } from "./guard-text.js";
import { transitions } from "./transitions.js";

/**
 * The automaton in the Hanoi Omega-Automata format. That format knows infinite words only, so finite acceptance is written as Spot's tools write it: as state-based Büchi
 * acceptance whose accepting states are those in which a word may end, to be read with the semantics of finite words. The header `rewardc-words: "finite"` says so.
 */
export function hoa({ formula, atoms, dfa }: NamedAutomaton): Written {
  const found = transitions(dfa);
  if (found === undefined) return guardsTooLong;
  const edges = dfa.moves.map(
    (): { readonly label: string; readonly to: number; readonly sets: readonly number[] }[] => [],
  );
  for (const { from, to, cubes } of found) edges[from]?.push({ label: guardText(cubes, hoaNotation), to, sets: [] });
  const text = writeHoa({
    name: formula,
    atoms,
    start: dfa.initial,
    acceptance: "1 Inf(0)",
    acceptanceName: "Buchi",
    properties: ["trans-labels", "explicit-labels", "state-acc", "complete", "deterministic"],
    headers: [["rewardc-words", "finite"]],
    states: dfa.accepting.map((accepts, state) => ({ sets: accepts ? [0] : [], edges: edges[state] ?? [] })),
  });
  return { text };
}
