import type { Program } from "../ir/program.js";
import type { Inputs, Trace } from "./trace.js";

/** The trace with every value put back to its default, and every step but the last left out, that the finding does not need; `holds` says whether a trace still shows it. */
export function simplified(program: Program, trace: Trace, holds: (candidate: Trace) => boolean): Trace {
  let best = trace;
  const attempt = (candidate: Trace): void => {
    if (holds(candidate)) best = candidate;
  };
  if (best.steps.length > 1) attempt({ ...best, steps: best.steps.slice(-1) });
  for (const { name: signal } of program.signals) {
    attempt({ ...best, reset: without(best.reset, signal) });
    if (best.end !== undefined) attempt({ ...best, end: without(best.end, signal) });
    best.steps.forEach((_, at) =>
      attempt({ ...best, steps: best.steps.map((inputs, index) => (index === at ? without(inputs, signal) : inputs)) }),
    );
  }
  return best;
}

function without(inputs: Inputs, name: string): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([signal]) => signal !== name));
}
