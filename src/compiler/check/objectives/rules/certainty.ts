import { report } from "../../../diagnostics/report.js";
import type { Diagnostic } from "../../../diagnostics/diagnostic.js";
import type { TypedObjectiveReference } from "../../typed.js";
import type { ObjectiveContext, ObjectiveRule } from "../context.js";
import { verdictIs, witness } from "../witness.js";

/** What waits for an objective to be certain, where nothing but the end of the episode decides it: `always p` is never `satisfied` before, `eventually p` never `violated`. */
export const certainty: ObjectiveRule = (context) => {
  const { objective, references, satisfiedBy } = context;
  if (satisfiedBy !== "some") return [];
  const read = references.ofObjectives.filter((value) => value.objective === objective.name);
  return read.flatMap((value): readonly Diagnostic[] => {
    switch (value.field) {
      case "satisfied":
      case "violated":
        return isEver(context, value.field) ? [] : [never(context, value, value.field)];
      case "fires-satisfied":
        return isEver(context, "satisfied") ? [] : [atEnd(context, value, "satisfied")];
      case "fires-violated":
        return isEver(context, "violated") ? [] : [atEnd(context, value, "violated")];
      case "state":
      case "accepting":
      case "progress":
      case "verdict":
      case "robustness":
      case "robustness.past":
      case "robustness.delayed":
      case "robustness.low":
      case "robustness.high":
        return [];
    }
  });
};

type Field = "satisfied" | "violated";

function isEver({ prospects }: ObjectiveContext, field: Field): boolean {
  return [...prospects.reached].some((state) => prospects.certainty[state] === field);
}

function never(context: ObjectiveContext, { span }: TypedObjectiveReference, field: Field): Diagnostic {
  const { objective } = context;
  return report(
    "never-certain",
    span,
    { objective: objective.name, field },
    {
      label: "never true",
      related: [{ span: objective.span, label: "some continuation always decides otherwise" }],
      notes: undecided(context, field),
      help:
        field === "satisfied"
          ? `\`${objective.name}.accepting\` says whether it is satisfied if the episode ends here`
          : `\`not ${objective.name}.accepting\` says whether it is violated if the episode ends here`,
    },
  );
}

function atEnd(context: ObjectiveContext, { span }: TypedObjectiveReference, field: Field): Diagnostic {
  const { objective } = context;
  return report(
    "fires-at-end-only",
    span,
    { objective: objective.name, field },
    {
      label: "not before the end",
      related: [{ span: objective.span, label: "some continuation always decides otherwise" }],
      notes: [...undecided(context, field), "an episode that is truncated pays nothing here"],
    },
  );
}

/** A trace that would end with the verdict, and is not certain of it. */
function undecided({ objective, spec }: ObjectiveContext, field: Field): readonly string[] {
  const satisfied = field === "satisfied";
  return witness(
    spec,
    { automata: [{ objective, dfa: objective.automaton }], goal: ([accepted]) => accepted === satisfied },
    {
      name: `${objective.name} is ${field} by the end only`,
      expectation: `${verdictIs(objective, satisfied)}, not ${objective.name}.${field}`,
    },
  );
}
