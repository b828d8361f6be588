import { stream } from "../../runtime/random/index.js";
import type { Outputs } from "../../runtime/reference/index.js";
import type { Program } from "../ir/program.js";
import { inputsOf, type DrawInputs } from "./draw-inputs.js";
import { simplified } from "./simplified.js";
import { outputsOf, type Inputs, type Trace } from "./trace.js";
import type { Work } from "./work.js";

const attempts = 400;

/**
 * A short trace of ordinary inputs on which the term is not finite in its last step; the fewest values away from their defaults that were found. A
 * search with a fixed seed: `undefined` proves nothing.
 */
export function breakingTrace(program: Program, term: string, work: Work): Trace | undefined {
  const random = stream(1, "breaking-trace");
  const [drawReset, drawStep, drawEnd] = [inputsOf(program, "reset"), inputsOf(program), inputsOf(program, "end")];
  const isBroken = ({ nonFinite }: Outputs): boolean => nonFinite.some((finding) => finding.term === term);
  const breaks = (candidate: Trace): boolean => {
    const last = outputsOf(program, candidate)[candidate.steps.length - 1];
    return last !== undefined && isBroken(last);
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const inputs = (draw: DrawInputs): Inputs => (attempt === 0 ? {} : draw(random));
    const trace: Trace = {
      reset: inputs(drawReset),
      steps: attempt % 2 === 0 ? [inputs(drawStep)] : [inputs(drawStep), inputs(drawStep)],
      ...(program.finish === undefined ? {} : { end: inputs(drawEnd) }),
    };
    if (!work.steps(trace.steps.length, program)) return undefined;
    const broken = outputsOf(program, trace).findIndex(isBroken);
    if (broken < 0) continue;
    const shown = { ...trace, steps: trace.steps.slice(0, broken + 1) };
    // An episode that is over earlier may be worth something else.
    if (breaks(shown)) return simplified(program, shown, breaks);
  }
  return undefined;
}
