import { conflicts } from "../../../automata/guarded-machine.js";
import { describe } from "../../../automata/satisfy.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { TypedMachine } from "../../typed.js";
import { analyseMachine } from "../analysis.js";

/** Edges of an automaton have no order: where a letter takes two of them to different outcomes, it is not deterministic. One finding for each state. */
export function overlappingEdges(machine: TypedMachine): readonly Diagnostic[] {
  const analysis = analyseMachine(machine);
  if (analysis === undefined) return [];
  return machine.states.flatMap((state, index) => {
    const guarded = analysis.guarded.states[index];
    const decision = analysis.decisions[index];
    const [conflict] =
      guarded === undefined || decision === undefined ? [] : conflicts(analysis.diagrams, guarded, decision);
    const [first, second] = [state.edges[conflict?.first ?? -1], state.edges[conflict?.second ?? -1]];
    if (conflict === undefined || first === undefined || second === undefined) return [];
    return [
      report(
        "machine-file-nondeterministic",
        second.span,
        { state: state.name.slice(1) },
        {
          label: "also holds, with another outcome",
          related: [{ span: first.span, label: "this edge holds" }],
          notes: [`both hold with: ${describe(analysis.diagrams, conflict.witness)}`],
        },
      ),
    ];
  });
}
