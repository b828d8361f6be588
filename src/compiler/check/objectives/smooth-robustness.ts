import { smoothFormulaOf, type NoSmooth } from "../../automata/temporal/quantitative/smooth.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { TypedObjective, TypedObjectiveReference, TypedPastObjective } from "../typed.js";

/** What is wrong with a reading of an objective with `smooth`: there are the value of the whole trace, and that of the past as far as it can be kept step by step. */
export function smoothFindings(
  { name, formula, span: declared }: Pick<TypedObjective | TypedPastObjective, "name" | "formula" | "span">,
  { field, span }: TypedObjectiveReference,
): readonly Diagnostic[] {
  const found = { objective: name, reading: field };
  const related = [{ span: declared, label: "declared here" }];
  const whole = `read \`${name}.robustness\`, the smooth value of the whole episode`;
  const isPast = field === "robustness.past";
  if (!isPast && field !== "robustness")
    return [report("smooth-step", span, found, { related, help: `${whole}, or leave \`smooth\` out` })];
  const smooth = smoothFormulaOf(formula, isPast ? "everywhere" : "first");
  if (typeof smooth !== "string") return [];
  if (smooth === "looks-ahead")
    return [report("past-robustness-ahead", span, { objective: name }, { related, help: whole })];
  const { reason, help } = refusals[smooth];
  return [report("no-smooth-value", span, { ...found, reason }, { related, help })];
}

const refusals: Readonly<Record<Exclude<NoSmooth, "looks-ahead">, { readonly reason: string; readonly help: string }>> =
  {
    sequence: { reason: "a `sequence` has no margins", help: "write it with `next` and `until`" },
    "endless-until": {
      reason: "an `until`, `release` or `since` that is judged at every step has no upper bound",
      help: "give it one, as in `until[0, 50]`, or leave `smooth` out",
    },
    "long-until": {
      reason: "the window of an `until`, `release` or `since` that is judged at every step is longer than 1000 steps",
      help: "shorten it, or leave `smooth` out",
    },
    deep: { reason: "more than 100 operators stand in one another", help: "split it into several objectives" },
    large: {
      reason: "it has more than 500 operators and conditions, or windows of more than 20000 remembered steps",
      help: "split it into several objectives",
    },
  };
