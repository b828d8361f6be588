import { uncovered } from "../../../automata/guarded-machine.js";
import { describe } from "../../../automata/satisfy.js";
import { report } from "../../../diagnostics/report.js";
import type { MachineRule } from "../context.js";

/** States with labels that no guard accepts: the machine stays there. Asked for by `rewardc machine check`; staying is often meant. */
export const incompleteStates: MachineRule = ({ machine, analysis }) =>
  machine.states.flatMap((state, index) => {
    const decision = analysis.decisions[index];
    if (state.end !== "none" || decision === undefined) return [];
    const label = uncovered(analysis.diagrams, decision);
    if (label === undefined) return [];
    return [
      report(
        "state-not-covered",
        state.span,
        { state: state.name },
        { label: "stays for some labels", notes: [`no guard holds with: ${describe(analysis.diagrams, label)}`] },
      ),
    ];
  });
