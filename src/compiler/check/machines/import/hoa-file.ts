import { build } from "../../../automata/build.js";
import { cubes } from "../../../automata/cubes.js";
import { Diagrams, unlessTooLarge } from "../../../automata/diagram.js";
import type { HoaAutomaton, HoaEdge } from "../../../automata/hoa/automaton.js";
import { readHoa } from "../../../automata/hoa/read.js";
import type { TextEdge, TextMachine } from "../../../automata/text/text-machine.js";
import { freeBoolean } from "../../../automata/variable.js";
import type { MachineFile } from "./machine-file.js";

/**
 * A deterministic Büchi automaton as a reward machine: an accepting edge, or one to an accepting state, pays 1. That reads an automaton over finite words (as Spot and this
 * project write them) and one over infinite words alike. A state that nothing leaves is terminal: what it has to say was said on the way in.
 */
export function hoaMachine(text: string): MachineFile {
  const read = readHoa(text);
  if ("problem" in read) return { problems: [read.problem] };
  const { automaton } = read;
  const unsupported = unsupportedPart(automaton);
  if (unsupported !== undefined) return { problems: [], unsupported };
  const diagrams = new Diagrams(automaton.atoms.map((name) => freeBoolean(name)));
  const initial = automaton.starts[0]?.[0] ?? 0;
  const isOver = automaton.states.map(
    ({ edges }, state) => state !== initial && edges.length > 0 && edges.every(({ targets }) => targets[0] === state),
  );
  const edges: TextEdge[] = [];
  for (const [from, state] of automaton.states.entries()) {
    if (isOver[from] === true) continue;
    for (const edge of state.edges) {
      const guard = guardOf(edge, automaton, diagrams);
      if (guard === undefined)
        return { problems: [], unsupported: { place: edge.place, construct: "a label that is too entangled" } };
      const to = edge.targets[0] ?? from;
      const pays = edge.sets.includes(0) || automaton.states[to]?.sets.includes(0) === true;
      if (guard.length > 0)
        edges.push({
          from,
          to,
          guard,
          reward: { function: undefined, arguments: [pays ? 1 : 0], place: edge.place },
          place: edge.place,
        });
    }
  }
  const terminals = isOver.flatMap((over, state) => (over ? [state] : []));
  const machine: TextMachine = { initial, terminals, edges };
  return { machine, labels: automaton.atoms, problems: [] };
}

function unsupportedPart({ starts, states, acceptance }: HoaAutomaton): MachineFile["unsupported"] {
  const [start] = starts;
  const place = states[0]?.place ?? { start: 0, end: 0 };
  if (start === undefined || starts.length > 1) return { place, construct: `${starts.length} initial states` };
  if (start.length > 1) return { place, construct: "a conjunction of initial states" };
  const branching = states.flatMap(({ edges }) => edges).find(({ targets }) => targets.length > 1);
  if (branching !== undefined) return { place: branching.place, construct: "an edge to a conjunction of states" };
  const { condition, sets } = acceptance;
  const isBuchi = sets === 1 && condition.kind === "infinitely" && condition.set === 0 && !condition.complement;
  const isTrivial = condition.kind === "constant" && condition.value;
  return isBuchi || isTrivial ? undefined : { place, construct: "an acceptance condition other than `1 Inf(0)`" };
}

function guardOf(
  { label, place }: HoaEdge,
  { atoms }: HoaAutomaton,
  diagrams: Diagrams,
): TextEdge["guard"] | undefined {
  const found = disjunction(diagrams, label);
  return found?.map((cube) =>
    [...cube].map(([atom, cells]) => ({ label: atoms[atom] ?? "?", negated: cells[0] === true, place })),
  );
}

function disjunction(diagrams: Diagrams, label: HoaEdge["label"]): ReturnType<typeof cubes> {
  return unlessTooLarge(() => cubes(diagrams, build(diagrams, label)));
}
