import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { MachineRule } from "../context.js";
import { readAtReset } from "../read-at-reset.js";
import { readsCounter } from "../reads-counter.js";

/**
 * A machine that `reads source` looks at the signals before the step, which the reset must bring for the first one: actions have no value there. One comparison of a
 * counter, which stands as it is now, with signals of the source can be split; other mixtures can not.
 */
export const sourceLabel: MachineRule = ({ spec, machine, analysis }) => {
  if (!machine.readsSource) return [];
  const actions = new Set(spec.signals.filter(({ role }) => role === "action").map(({ name }) => name));
  return analysis.theory.variables.flatMap((variable) => {
    const sides =
      variable.kind === "pair"
        ? [variable.left, variable.right]
        : [variable.kind === "boolean" ? variable.atom : variable.subject];
    return sides.flatMap((side): readonly Diagnostic[] => {
      const read = readAtReset(side);
      const action = read.find((value) => value.kind === "signal" && actions.has(value.name));
      if (action?.kind === "signal")
        return [
          report(
            "source-has-no-value",
            action.span,
            { machine: machine.name, value: `the action \`${action.name}\`` },
            { label: "an action has no source" },
          ),
        ];
      if (!readsCounter(side, machine) || !read.some(({ kind }) => kind === "signal" || kind === "environment"))
        return [];
      return [
        report("not-in-this-version", side.span, {
          construct: "an expression of counters and signals in a machine that `reads source`",
        }),
      ];
    });
  });
};
