import { canBeTaken } from "../../../automata/guarded-machine.js";
import { isPossible, withinTheory } from "../../../automata/satisfy.js";
import { report } from "../../../diagnostics/report.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { MachineRule } from "../context.js";

/** Edges that can never be taken: the guard is impossible, a copy of an earlier one, or covered by earlier edges. */
export const idleEdges: MachineRule = ({ machine, analysis }) => {
  const { diagrams, decisions } = analysis;
  return machine.states.flatMap((state, index) => {
    const decision = decisions[index];
    if (state.end !== "none" || decision === undefined) return [];
    const seen = new Map<string, number>();
    return state.edges.flatMap((edge, position): readonly Diagnostic[] => {
      const guard = decision.guards[position] ?? diagrams.leaf(0);
      if (edge.form === "otherwise")
        return isPossible(diagrams, guard)
          ? []
          : [report("otherwise-never-taken", edge.span, { state: state.name }, { label: "never taken" })];
      if (!isPossible(diagrams, guard))
        return [
          report("guard-never-holds", edge.guard?.span ?? edge.span, { state: state.name }, { label: "never true" }),
        ];
      const outcome = analysis.guarded.states[index]?.edges[position];
      const key = `${withinTheory(diagrams, guard)}:${outcome?.target}:${outcome?.effect}`;
      const twin = seen.get(key);
      if (twin !== undefined) {
        return [
          report(
            "duplicate-guard",
            edge.span,
            { state: state.name },
            {
              label: "says the same again",
              related: [{ span: state.edges[twin]?.span ?? edge.span, label: "said here first" }],
            },
          ),
        ];
      }
      seen.set(key, position);
      // Overlap without `else when` is an error of its own, or harmless where the outcomes are equal.
      if (edge.form !== "else-when" || canBeTaken(diagrams, decision, position)) return [];
      return [report("edge-never-taken", edge.span, { state: state.name }, { label: "never taken" })];
    });
  });
};
