import { report } from "../../diagnostics/report.js";
import type { AnalysisRule } from "../context.js";
import { asTest, outputsOf, testNote } from "../trace.js";

const steps = 20;

/**
 * An agent that does nothing, in a world where nothing happens (all signals at their defaults), is paid. Shaping is left out: it sums to nothing. A spec
 * with no action says nothing of what is done and is not judged.
 */
export const idlePays: AnalysisRule = ({ spec, program, work }) => {
  // A learner that is given an advantage does not add up the total.
  if (spec.finish?.advantage !== undefined) return [];
  if (!spec.signals.some(({ role }) => role === "action") || !work.steps(steps, program)) return [];
  const trace = { reset: {}, steps: Array.from({ length: steps }, () => ({})) };
  const outputs = outputsOf(program, trace);
  const paid = outputs.reduce((sum, { total }) => sum + total, 0);
  const last = outputs.at(-1);
  if (!(paid > 1e-12) || last === undefined || outputs.length < steps || !(last.total > 0)) return [];
  const earning = spec.terms.filter(({ name }) => (last.terms[name] ?? 0) > 0);
  const [most] = [...earning].sort((a, b) => (last.terms[b.name] ?? 0) - (last.terms[a.name] ?? 0));
  const test = asTest(program, "doing nothing pays", trace, { [steps - 1]: `total == ${last.total}` });
  return [
    report(
      "idle-pays",
      most?.span ?? spec.total.span,
      { amount: rounded(last.total) },
      {
        ...(most === undefined ? {} : { label: `pays ${rounded(last.terms[most.name] ?? 0)} of it` }),
        notes: [testNote(test)],
        help: "pay for progress instead, or let a step cost something",
      },
    ),
  ];
};

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
