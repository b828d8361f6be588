import { writeHoa } from "../../hoa/write.js";
import type { GraphEdge, MachineGraph } from "../../picture/machine-graph.js";
import { successorsOf } from "../diagrams.js";
import { isBuchi, type OmegaAutomaton } from "../omega/automaton.js";
import { omegaProspects } from "../omega/prospects.js";
import { guardsTooLong, type Written } from "./automaton.js";
import { guardText, hoaNotation, pictureNotation, plainNotation } from "./guard-text.js";
import { transitions } from "./transitions.js";

/** An automaton over infinite traces with what people call things. */
export interface NamedOmegaAutomaton {
  readonly formula: string;
  readonly atoms: readonly string[];
  readonly automaton: OmegaAutomaton;
}

/** One JSON record; `priorities` by state: a trace is accepted where the greatest one that comes back for ever is odd. */
export interface OmegaRecord {
  readonly v: 1;
  readonly type: "infinite-automaton";
  readonly formula: string;
  readonly atoms: readonly string[];
  readonly states: number;
  readonly initial: number;
  readonly priorities: readonly number[];
  readonly transitions: readonly { readonly from: number; readonly to: number; readonly guard: string }[];
  /** Of the translation. */
  readonly milliseconds: number;
}

/** `undefined` where a guard is too long to be written out. */
export function omegaRecord(
  { formula, atoms, automaton }: NamedOmegaAutomaton,
  milliseconds: number,
): OmegaRecord | undefined {
  const found = transitions(automaton);
  if (found === undefined) return undefined;
  const { initial, priorities, moves } = automaton;
  const notation = plainNotation(atoms);
  const written = found.map(({ from, to, cubes }) => ({ from, to, guard: guardText(cubes, notation) }));
  return {
    v: 1,
    type: "infinite-automaton",
    formula,
    atoms,
    states: moves.length,
    initial,
    priorities,
    transitions: written,
    milliseconds,
  };
}

/** The sizes only. */
export function omegaSummary({ formula, atoms, automaton }: NamedOmegaAutomaton, milliseconds: number): object {
  return {
    v: 1,
    type: "infinite-automaton-summary",
    formula,
    atoms: atoms.length,
    states: automaton.moves.length,
    priorities: new Set(automaton.priorities).size,
    transitions: successorsOf(automaton.diagrams, automaton.moves).reduce((sum, targets) => sum + targets.length, 0),
    milliseconds,
  };
}

/** The automaton in the HOA format: state-based Büchi acceptance where that is enough, else `parity max odd`. */
export function omegaHoa({ formula, atoms, automaton }: NamedOmegaAutomaton): Written {
  const found = transitions(automaton);
  if (found === undefined) return guardsTooLong;
  const { priorities, initial } = automaton;
  const edges = priorities.map(
    (): { readonly label: string; readonly to: number; readonly sets: readonly number[] }[] => [],
  );
  for (const { from, to, cubes } of found) edges[from]?.push({ label: guardText(cubes, hoaNotation), to, sets: [] });
  const buchi = isBuchi(automaton);
  const count = Math.max(...priorities) + 1;
  const text = writeHoa({
    name: formula,
    atoms,
    start: initial,
    acceptance: buchi ? "1 Inf(0)" : `${count} ${parityMaxOdd(count)}`,
    acceptanceName: buchi ? "Buchi" : `parity max odd ${count}`,
    properties: [
      "trans-labels",
      "explicit-labels",
      "state-acc",
      ...(buchi ? [] : ["colored"]),
      "complete",
      "deterministic",
    ],
    headers: [],
    states: priorities.map((priority, state) => ({
      sets: buchi ? (priority === 1 ? [0] : []) : [priority],
      edges: edges[state] ?? [],
    })),
  });
  return { text };
}

/** Fin(2) & (Inf(1) | Fin(0)), and so on. */
function parityMaxOdd(count: number): string {
  let condition = "Fin(0)";
  for (let set = 1; set < count; set++)
    condition =
      set % 2 === 1 ? `Inf(${set}) | ${set === 1 ? condition : `(${condition})`}` : `Fin(${set}) & (${condition})`;
  return condition;
}

/** The automaton to be drawn; states say their priorities. */
export function omegaGraph({ formula, atoms, automaton }: NamedOmegaAutomaton): MachineGraph | undefined {
  const found = transitions(automaton);
  if (found === undefined) return undefined;
  const future = omegaProspects(automaton);
  const drawn = found.filter(({ from, to, cubes }) => from !== to || cubes.some((cube) => cube.length > 0));
  const notation = pictureNotation(atoms);
  return {
    name: formula,
    states: automaton.priorities.map((priority, state) => ({
      name: future[state] === "open" ? `${state}: priority ${priority}` : `${state}: ${future[state] ?? ""}`,
      end: priority % 2 === 1 ? "final" : "none",
      start: state === automaton.initial ? 1 : 0,
      ...(future[state] === "violated" ? { isMuted: true } : {}),
    })),
    edges: drawn.map(({ from, to, cubes }): GraphEdge => ({
      from,
      to,
      guard: guardText(cubes, notation),
      updates: [],
    })),
  };
}
