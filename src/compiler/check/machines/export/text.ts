import { cubes } from "../../../automata/cubes.js";
import { stays } from "../../../automata/guarded-machine.js";
import { possibleValues, withinTheory } from "../../../automata/satisfy.js";
import type { TextEdge } from "../../../automata/text/text-machine.js";
import { writeText } from "../../../automata/text/write.js";
import type { MachineAnalysis } from "../analysis.js";
import { constantPayment, paymentsOf } from "../payments.js";

export interface WrittenText {
  readonly text: string;
  /** Names of the atoms by the label that stands for each. */
  readonly labels: ReadonlyMap<string, string>;
  /** Edges of which the published code, which keeps one for each pair of states, would lose all but the last. */
  readonly collisions: readonly string[];
}

/** What keeps a machine from being written in the text format, in words that follow "the text format has no". */
export type TextObstacle = { readonly obstacle: string };

const nowhere = { start: 0, end: 0 } as const;

/**
 * The machine in the published text format. There a label without an edge falls off the machine, ending it with reward 0: staying is written out, and edges to a final state
 * that pay nothing are left out. Labels are the atoms' names where those are single letters (the published code takes longer ones for parts of one another), else letters.
 */
export function machineText(analysis: MachineAnalysis): WrittenText | TextObstacle {
  const { machine, table, theory, diagrams, decisions } = analysis;
  const obstacle = obstacleOf(analysis);
  if (obstacle !== undefined) return { obstacle };
  const names = theory.variables.map(({ variable }) => variable.name);
  const letters = lettersFor(names);
  if (letters === undefined) return { obstacle: "more than 52 labels" };
  const payments = paymentsOf(analysis);
  const edges: Omit<TextEdge, "place">[] = [];
  for (const [from, state] of machine.states.entries()) {
    const decision = decisions[from]?.decision ?? diagrams.leaf(stays);
    for (const edge of state.end === "final" ? [] : possibleValues(diagrams, decision)) {
      const entry = table.edge.findIndex((value, at) => value === edge && Math.floor(at / table.classes) === from);
      const to = state.edges[edge]?.target ?? from;
      const reward = constantPayment(payments.distinct[payments.index[entry] ?? 0] ?? {});
      if (reward === undefined) return { obstacle: "rewards that are not constant" };
      if (reward === 0 && machine.states[to]?.end === "final") continue;
      const found = cubes(
        diagrams,
        withinTheory(
          diagrams,
          diagrams.rebuild(decision, (value) => (value === edge ? 1 : 0)),
        ),
      );
      if (found === undefined) return { obstacle: "room for guards of more than 64 conjunctions" };
      const guard = found.map((cube) =>
        [...cube].map(([variable, cells]) => ({
          label: letters[variable] ?? "?",
          negated: cells[0] === true,
          place: nowhere,
        })),
      );
      edges.push({
        from,
        to,
        guard,
        reward: { function: "ConstantRewardFunction", arguments: [reward], place: nowhere },
      });
    }
  }
  const initial = machine.start.indexOf(1);
  const used = new Set([initial, ...edges.map(({ to }) => to)]);
  const terminals = machine.states.flatMap(({ end }, index) => (end === "final" && used.has(index) ? [index] : []));
  const kept = edges.filter(({ from }) => used.has(from));
  const labels = new Map(letters.map((letter, index) => [letter, names[index] ?? "?"]));
  const renamed = [...labels]
    .filter(([letter, name]) => letter !== name)
    .map(([letter, name]) => `${letter} = ${name}`);
  const comment = ["initial state", ...renamed].join("; ");
  return {
    text: writeText({ initial, terminals, edges: kept }, comment),
    labels,
    collisions: collisions(kept, new Set(terminals)),
  };
}

/** What no format over free Boolean labels can say of a machine. */
export function obstacleOf({ machine, theory }: MachineAnalysis): string | undefined {
  if (machine.counters.length > 0) return "counters";
  if (machine.readsSource) return "machines that read the source";
  if (!machine.start.includes(1)) return "random starts";
  const other = theory.variables.find(({ kind }) => kind !== "boolean");
  return other === undefined ? undefined : `comparisons, such as those of \`${other.variable.name}\``;
}

function lettersFor(names: readonly string[]): readonly string[] | undefined {
  if (names.every((name) => /^[A-Za-z]$/.test(name))) return names;
  const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return names.length > alphabet.length ? undefined : names.map((_, index) => alphabet[index] ?? "?");
}

function collisions(edges: readonly Omit<TextEdge, "place">[], terminals: ReadonlySet<number>): readonly string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  for (const { from, to } of edges) {
    const key = `${from} ${terminals.has(to) ? "terminal" : to}`;
    const old = seen.get(key);
    if (old !== undefined) found.push(`${old} and (${from}, ${to})`);
    seen.set(key, `(${from}, ${to})`);
  }
  return found;
}
