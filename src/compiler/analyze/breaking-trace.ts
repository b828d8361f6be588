import { stream } from "../../runtime/random/index.js";
import type { Program } from "../ir/program.js";
import { inputsOf } from "./draw-inputs.js";
import { outputsOf, type Inputs, type Trace } from "./trace.js";
import type { Work } from "./work.js";

const attempts = 400;

/**
 * A short trace of ordinary inputs on which the term is not finite in its last step; the fewest values away from their defaults that were found. A
 * search with a fixed seed: `undefined` proves nothing.
 */
export function breakingTrace(program: Program, term: number, work: Work): Trace | undefined {
  const name = program.terms[term]?.name;
  const random = stream(1, "breaking-trace");
  const draw = inputsOf(program);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const inputs = (): Inputs => (attempt === 0 ? {} : draw(random));
    const trace = { reset: inputs(), steps: attempt % 2 === 0 ? [inputs()] : [inputs(), inputs()] };
    if (!work.steps(trace.steps.length, program)) return undefined;
    const broken = outputsOf(program, trace).findIndex(({ nonFinite }) =>
      nonFinite.some((finding) => finding.term === name),
    );
    if (broken >= 0) return simplified(program, name ?? "", { ...trace, steps: trace.steps.slice(0, broken + 1) });
  }
  return undefined;
}

/** Puts every value back to its default that the finding does not need. */
function simplified(program: Program, name: string, trace: Trace): Trace {
  const breaks = (candidate: Trace): boolean => {
    const outputs = outputsOf(program, candidate);
    const last = outputs[candidate.steps.length - 1];
    return last !== undefined && last.nonFinite.some(({ term }) => term === name);
  };
  let best = trace;
  const attempt = (candidate: Trace): void => {
    if (breaks(candidate)) best = candidate;
  };
  if (best.steps.length > 1) attempt({ ...best, steps: best.steps.slice(-1) });
  for (const { name: signal } of program.signals) {
    attempt({ ...best, reset: without(best.reset, signal) });
    best.steps.forEach((_, at) =>
      attempt({ ...best, steps: best.steps.map((inputs, index) => (index === at ? without(inputs, signal) : inputs)) }),
    );
  }
  return best;
}

function without(inputs: Inputs, name: string): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([signal]) => signal !== name));
}
