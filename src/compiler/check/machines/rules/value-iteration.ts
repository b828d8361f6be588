import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import { unreachable } from "../../../unreachable.js";
import type { MachineRule } from "../context.js";
import { machinePotential } from "../potential.js";

/** `shape M by value iteration` needs a value: rewards with an upper bound, and no cycle that pays for ever without discount. */
export const valueIterationShape: MachineRule = ({ spec, machine, analysis }) =>
  spec.shapes.flatMap((shape): readonly Diagnostic[] => {
    // A shaping without any discount is reported where shapes are checked.
    if (shape.form !== "value-iteration" || shape.machine !== machine.name || spec.discount === undefined) return [];
    const potential = machinePotential(analysis, spec.discount, spec.params);
    switch (potential.kind) {
      case "values":
      case "no-discount":
        return [];
      case "unbounded":
        return [
          report(
            "reward-without-bound",
            potential.reward.span,
            { machine: machine.name },
            {
              label: "can be any number",
              related: [{ span: shape.span, label: "value iteration asked for here" }],
              help: "declare the ranges of the signals that it reads, or clip it",
            },
          ),
        ];
      case "diverges": {
        const names = potential.states.map((state) => `\`${machine.states[state]?.name ?? "?"}\``).join(", ");
        return [
          report(
            "value-diverges",
            shape.span,
            { machine: machine.name },
            { label: "has no value", notes: [`without a value: ${names}`], help: "declare a `discount` below 1" },
          ),
        ];
      }
      default:
        return unreachable(potential);
    }
  });
