import { conflicts } from "../../../automata/guarded-machine.js";
import { describe } from "../../../automata/satisfy.js";
import type { Diagnostic, PhaseResult } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { TypedMachine, TypedState } from "../../typed.js";
import { analyseMachine } from "../analysis.js";

/**
 * In the text format the first edge that fits is taken, silently. Edges that overlap with an earlier one become `else when` here, with a warning: six of the published
 * craft machines depend on the order of their lines.
 */
export function firstInFile(machine: TypedMachine): PhaseResult<TypedMachine> {
  const analysis = analyseMachine(machine);
  if (analysis === undefined) return { value: machine, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const states = machine.states.map((state, index): TypedState => {
    const guarded = analysis.guarded.states[index];
    const decision = analysis.decisions[index];
    if (guarded === undefined || decision === undefined) return state;
    const later = new Set<number>();
    for (const { first, second, witness } of conflicts(analysis.diagrams, guarded, decision)) {
      const [earlier, edge] = [state.edges[first], state.edges[second]];
      if (earlier === undefined || edge === undefined || later.has(second)) continue;
      later.add(second);
      diagnostics.push(
        report(
          "file-order-decides",
          edge.span,
          { state: state.name.slice(1) },
          {
            label: "only where the earlier one fails",
            related: [{ span: earlier.span, label: "taken first" }],
            notes: [`both hold with: ${describe(analysis.diagrams, witness)}`],
          },
        ),
      );
    }
    return {
      ...state,
      edges: state.edges.map((edge, position) => (later.has(position) ? { ...edge, form: "else-when" } : edge)),
    };
  });
  return { value: { ...machine, states }, diagnostics };
}
