import { planOf, type Reading, type Unreadable } from "../../automata/temporal/quantitative/plan.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { unreachable } from "../../unreachable.js";
import { everyExpression } from "../machines/children.js";
import { expressionsOf } from "../machines/expressions.js";
import { smoothFindings } from "./smooth-robustness.js";
import type {
  TypedExpression,
  TypedObjective,
  TypedObjectiveReference,
  TypedPastObjective,
  TypedSpec,
} from "../typed.js";

/** What reads the robustness of a formula that does not have that reading: once for each objective and reading, where it is read first. */
export function checkRobustness(spec: TypedSpec): readonly Diagnostic[] {
  const finite = [...spec.objectives, ...spec.pastObjectives];
  const objectives = new Map(finite.map((objective) => [objective.name, objective]));
  const asked = new Set<string>();
  return everyExpression([...expressionsOf(spec), ...spec.tests.flatMap(testedIn)]).flatMap((value) => {
    const objective = value.kind === "objective" ? objectives.get(value.objective) : undefined;
    const reading = value.kind === "objective" ? readingOf(value) : undefined;
    if (value.kind !== "objective" || objective === undefined || reading === undefined) return [];
    const key = `${objective.name} ${reading}`;
    if (asked.has(key)) return [];
    asked.add(key);
    return findingsOf(objective, value, reading);
  });
}

function testedIn({ expectations }: TypedSpec["tests"][number]): readonly TypedExpression[] {
  return expectations.flatMap(({ form }) =>
    form.kind === "compare" ? [form.left, form.right] : form.kind === "condition" ? [form.condition] : [],
  );
}

function readingOf({ field }: TypedObjectiveReference): Reading | undefined {
  switch (field) {
    case "robustness.past":
      return "past";
    case "robustness.delayed":
      return "delayed";
    case "robustness":
    case "robustness.low":
    case "robustness.high":
      return "interval";
    default:
      return undefined;
  }
}

function findingsOf(
  objective: TypedObjective | TypedPastObjective,
  reference: TypedObjectiveReference,
  reading: Reading,
): readonly Diagnostic[] {
  const { name, formula, robustness, span: declared } = objective;
  const { field, span } = reference;
  const found = { objective: name, reading: field };
  const related = [{ span: declared, label: "declared here" }];
  if (robustness?.smooth !== undefined) return smoothFindings(objective, reference);
  const plan = planOf(formula, robustness?.pastEnd ?? "what_is_there", reading);
  if (typeof plan !== "string") return [];
  const bounds = `\`${name}.robustness.low\` and \`${name}.robustness.high\` bound its value at the first step`;
  if (plan === "looks-ahead")
    return [report("past-robustness-ahead", span, { objective: name }, { related, help: bounds })];
  if (plan === "endless")
    return [report("delayed-robustness-endless", span, { objective: name }, { related, help: bounds })];
  const { reason, help } = refusals(plan);
  return [
    report("robustness-offline", span, { ...found, reason }, { related, ...(help === undefined ? {} : { help }) }),
  ];
}

function refusals(reason: Exclude<Unreadable, "looks-ahead" | "endless">): {
  readonly reason: string;
  readonly help?: string;
} {
  switch (reason) {
    case "sequence":
      return { reason: "a `sequence` has no margins", help: "write it with `next` and `until`" };
    case "past-over-endless":
      return {
        reason: "an operator of the past stands over one that looks ahead without end",
        help: "give the inner one a window, as in `eventually[0, 10] p`",
      };
    case "repeated-endless":
      return { reason: "a window with `repeat_last` stands over an operator that looks ahead without end" };
    case "long-window":
      return {
        reason: "a window of more than 100 steps stands over an operator that looks ahead without end",
        help: "shorten the outer window, or give the inner operator one",
      };
    case "many-obligations":
      return {
        reason: "more than 5 operators that look ahead without end, or steps over them, stand in one another",
        help: "split it into several objectives, which run side by side",
      };
    case "deep":
      return { reason: "more than 100 operators stand in one another" };
    case "large":
      return { reason: "its windows take too much memory or time", help: "shorten its windows" };
    default:
      return unreachable(reason);
  }
}
