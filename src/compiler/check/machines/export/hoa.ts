import { cubes } from "../../../automata/cubes.js";
import { stays } from "../../../automata/guarded-machine.js";
import { writeHoa, type HoaTextState } from "../../../automata/hoa/write.js";
import { possibleValues, withinTheory } from "../../../automata/satisfy.js";
import type { MachineAnalysis } from "../analysis.js";
import { constantPayment, paymentsOf } from "../payments.js";
import { obstacleOf, type TextObstacle } from "./text.js";

/**
 * The machine as a deterministic Büchi automaton in the HOA format, where it pays 1 or nothing: edges that pay are accepting. A final state stays as it is, accepting
 * where the way in paid.
 */
export function machineHoa(analysis: MachineAnalysis): { readonly text: string } | TextObstacle {
  const { machine, table, theory, diagrams, decisions } = analysis;
  const obstacle = obstacleOf(analysis);
  if (obstacle !== undefined) return { obstacle };
  const payments = paymentsOf(analysis);
  const paidInto = machine.states.map(() => new Set<number>());
  const edges = machine.states.map((): { label: string; to: number; sets: number[] }[] => []);
  for (const [from, state] of machine.states.entries()) {
    const decision = decisions[from]?.decision ?? diagrams.leaf(stays);
    if (state.end === "final") continue;
    for (const edge of possibleValues(diagrams, decision)) {
      const entry = table.edge.findIndex((value, at) => value === edge && Math.floor(at / table.classes) === from);
      const to = state.edges[edge]?.target ?? from;
      const reward = constantPayment(payments.distinct[payments.index[entry] ?? 0] ?? {});
      if (reward !== 0 && reward !== 1) return { obstacle: "rewards but 0 and 1" };
      const condition = withinTheory(
        diagrams,
        diagrams.rebuild(decision, (value) => (value === edge ? 1 : 0)),
      );
      const found = cubes(diagrams, condition);
      if (found === undefined) return { obstacle: "room for labels of more than 64 conjunctions" };
      const label = found.map((cube) =>
        cube.size === 0
          ? "t"
          : [...cube].map(([variable, cells]) => `${cells[0] === true ? "!" : ""}${variable}`).join("&"),
      );
      edges[from]?.push({ label: label.join(" | "), to, sets: reward === 1 ? [0] : [] });
      paidInto[to]?.add(reward);
    }
  }
  const states = machine.states.map(({ name, end }, state): HoaTextState => {
    if (end !== "final") return { name, sets: [], edges: edges[state] ?? [] };
    return { name, sets: [], edges: [{ label: "t", to: state, sets: paidInto[state]?.has(1) === true ? [0] : [] }] };
  });
  const mixed = machine.states.find(({ end }, state) => end === "final" && (paidInto[state]?.size ?? 0) > 1);
  if (mixed !== undefined)
    return { obstacle: `final states like \`${mixed.name}\`, which is reached both with and without a reward` };
  return {
    text: writeHoa({
      name: machine.name,
      atoms: theory.variables.map(({ variable }) => variable.name),
      start: machine.start.indexOf(1),
      acceptance: "1 Inf(0)",
      acceptanceName: "Buchi",
      properties: ["trans-labels", "explicit-labels", "trans-acc", "complete", "deterministic"],
      headers: [],
      states,
    }),
  };
}
