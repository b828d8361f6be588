import { report } from "../../diagnostics/report.js";
import type { AnalysisRule } from "../context.js";
import { asTest, outputsOf, testNote, totalOf } from "../trace.js";

const steps = 20;

/**
 * An agent that does nothing, in a world where nothing happens (all signals at their defaults), is paid. Shaping is left out: it sums to nothing. A spec
 * with no action says nothing of what is done and is not judged.
 */
export const idlePays: AnalysisRule = ({ spec, program, work }) => {
  // A learner that is given an advantage does not add up the total.
  if (spec.finish?.advantage !== undefined) return [];
  if (!spec.signals.some(({ role }) => role === "action") || !work.steps(steps, program)) return [];
  const isLate = program.finish !== undefined;
  const trace = { reset: {}, steps: Array.from({ length: steps }, () => ({})), ...(isLate ? { end: {} } : {}) };
  const outputs = outputsOf(program, trace);
  const paid = outputs.reduce((sum, row) => sum + totalOf(row), 0);
  // What a step pays; the last one may be paid for the whole episode.
  const judged = isLate ? steps - 2 : steps - 1;
  const usual = outputs[judged];
  if (!(paid > 1e-12) || usual === undefined || outputs.length < steps || !(totalOf(usual) > 0)) return [];
  const earning = spec.terms.filter(({ name }) => (usual.terms[name] ?? 0) > 0);
  const [most] = [...earning].sort((a, b) => (usual.terms[b.name] ?? 0) - (usual.terms[a.name] ?? 0));
  const test = asTest(program, "doing nothing pays", trace, { [judged]: `total == ${totalOf(usual)}` });
  return [
    report(
      "idle-pays",
      most?.span ?? spec.total.span,
      { amount: rounded(totalOf(usual)) },
      {
        ...(most === undefined ? {} : { label: `pays ${rounded(usual.terms[most.name] ?? 0)} of it` }),
        notes: [testNote(test)],
        help: "pay for progress instead, or let a step cost something",
      },
    ),
  ];
};

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
