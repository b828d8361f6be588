import { endlessOperand, endlessParts } from "../../../automata/temporal/analysis/misreadings.js";
import { substitute } from "../../../automata/temporal/formula-parts.js";
import { windowed } from "../../../automata/temporal/formula.js";
import { report } from "../../../diagnostics/report.js";
import { isWritten, languageOf, spanOf, textOf, type ObjectiveRule } from "../context.js";
import { contrast } from "../contrast.js";
import { outermostOf } from "../outermost.js";

/** `always eventually p` and `eventually always p`, which say a lot of endless traces, and of others what holds at their last step. */
export const lastStep: ObjectiveRule = (context) => {
  const { objective, satisfiedBy } = context;
  if (satisfiedBy !== "some") return [];
  const { formula } = objective;
  return outermostOf(endlessParts(formula).filter((part) => isWritten(context, part))).map((part) => {
    const operand = endlessOperand(part);
    const text = textOf(context, operand);
    const again = part.kind === "always";
    // What is surprising: p held, though not in the end; or in the end only.
    const other = languageOf(context, substitute(formula, part, windowed(again ? "eventually" : "always", operand)));
    const example =
      other === undefined
        ? []
        : contrast(
            context,
            other,
            [!again, again],
            `${objective.name} ${again ? "asks for the last step" : "asks for the last step only"}`,
          );
    const [whole, inner] = [objective.spans?.get(part), objective.spans?.get(operand)];
    return report(
      "judged-at-last-step",
      spanOf(context, part),
      { operand: text },
      {
        label: "means: at the last step",
        notes: example,
        help: again
          ? `to ask for it again and again, give a bound: \`always eventually[<= 10] …\`; for tasks without end write \`infinitely often …\``
          : `to ask that it holds from some step on, name the step: \`eventually (… and always …)\`; for tasks without end write \`eventually forever …\``,
        fixes:
          whole === undefined || inner === undefined
            ? []
            : [
                {
                  title: "say that the last step is meant",
                  edits: [
                    { span: { ...whole, end: inner.start }, text: "(eventually (last and (" },
                    { span: { ...whole, start: inner.end }, text: ")))" },
                  ],
                  applicability: "safe",
                },
              ],
      },
    );
  });
};
