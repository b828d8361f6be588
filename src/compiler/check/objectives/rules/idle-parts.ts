import { idleParts as find, type IdlePart } from "../../../automata/temporal/analysis/idle-parts.js";
import { iff, windowed, type TemporalFormula } from "../../../automata/temporal/formula.js";
import type { Fix } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import type { Span } from "../../../source/span.js";
import { unreachable } from "../../../unreachable.js";
import {
  isEquivalent,
  isWritten,
  languageOf,
  spanOf,
  textOf,
  type ObjectiveContext,
  type ObjectiveRule,
} from "../context.js";
import { contrast } from "../contrast.js";

/** Parts that change nothing: some constant in their place gives the same verdicts. */
export const idleParts: ObjectiveRule = (context) => {
  const { objective, satisfiedBy } = context;
  // Where the whole is decided no part matters.
  if (satisfiedBy !== "some") return [];
  const found = find(
    objective.formula,
    (part) => isWritten(context, part),
    (changed) => isEquivalent(context, changed),
  );
  return found.map(({ part, by }) => {
    const text = textOf(context, part);
    return report(
      "idle-part",
      spanOf(context, part),
      { objective: objective.name },
      {
        label: "changes nothing",
        notes: [
          `with ${constantText(by)} in place of \`${text}\` every trace has the same verdict`,
          ...unheard(context, part, by),
        ],
        help: "leave it out, or look whether it says what you mean",
        fixes: objective.spans?.has(part) === true ? [constantFix(spanOf(context, part), by)] : [],
      },
    );
  });
};

function constantFix(span: Span, by: IdlePart["by"]): Fix {
  const text = String(by === "true");
  return { title: `write \`${text}\``, edits: [{ span, text }], applicability: "maybe" };
}

function constantText(by: IdlePart["by"]): string {
  switch (by) {
    case "true":
    case "false":
      return `\`${by}\``;
    case "either":
      return "`true` or `false`";
    default:
      return unreachable(by);
  }
}

/** A trace on which the part is not the constant, and yet the verdict is the same with that constant. */
function unheard(context: ObjectiveContext, part: TemporalFormula, by: IdlePart["by"]): readonly string[] {
  const { objective } = context;
  const differs = windowed("eventually", iff(part, { kind: "constant", value: by !== "true" }));
  const language = languageOf(context, differs);
  if (language === undefined) return [];
  for (const satisfied of [true, false]) {
    const verdict = satisfied ? "Satisfied" : "Violated";
    const notes = contrast(context, language, [satisfied, true], `${objective.name} is ${verdict} all the same`);
    if (notes.length > 0)
      return [`here it ${by === "true" ? "fails" : "holds"} somewhere, and nothing depends on it`, ...notes];
  }
  return [];
}
