import { report } from "../../../diagnostics/report.js";
import type { MachineRule } from "../context.js";

/** A machine that may start in a final or done state has nothing to do there. */
export const startInEnd: MachineRule = ({ machine }) =>
  machine.states.flatMap(({ name, end, span }, index) =>
    end === "none" || (machine.start[index] ?? 0) === 0
      ? []
      : [report("starts-finished", span, { machine: machine.name, end, state: name }, { label: "may start here" })],
  );
