import { stream } from "../../runtime/random/index.js";
import type { Program } from "../ir/program.js";
import { inputsOf } from "./draw-inputs.js";
import { simplified } from "./simplified.js";
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
    if (broken < 0) continue;
    const breaks = (candidate: Trace): boolean => {
      const last = outputsOf(program, candidate)[candidate.steps.length - 1];
      return last !== undefined && last.nonFinite.some((finding) => finding.term === name);
    };
    return simplified(program, { ...trace, steps: trace.steps.slice(0, broken + 1) }, breaks);
  }
  return undefined;
}
