import { demandsOfLastLetter, withoutDemands } from "../../../automata/temporal/analysis/misreadings.js";
import { everyPart } from "../../../automata/temporal/formula-parts.js";
import { and, windowed, type TemporalFormula } from "../../../automata/temporal/formula.js";
import { report } from "../../../diagnostics/report.js";
import {
  findTrace,
  isSatisfiable,
  isWritten,
  languageOf,
  spanOf,
  textOf,
  type ObjectiveContext,
  type ObjectiveRule,
} from "../context.js";
import { contrast, isContrast } from "../contrast.js";
import { outermostOf } from "../outermost.js";
import { weakNextFix } from "../weak-next.js";

/** `always (a implies next b)`: a step with a that happens to be the last one violates it, and with two `next` no step may have a at all. */
export const nextAtEnd: ObjectiveRule = (context) => {
  const { objective, satisfiedBy, own } = context;
  if (satisfiedBy !== "some") return [];
  const { formula } = objective;
  const demands = demandsOfLastLetter(formula).filter((part) => isWritten(context, part));
  const [outermost] = demands;
  if (outermost === undefined) return [];
  const meant = withoutDemands(formula, demands);
  const language = languageOf(context, meant);
  if (language === undefined) return [];
  const wanted = [false, true] as const;
  if (findTrace(context, [own, language], isContrast(wanted)).kind !== "found") return [];
  const shown = outermostOf(demands);
  return [
    report(
      "asks-last-step-for-next",
      spanOf(context, shown[0] ?? outermost),
      { objective: objective.name },
      {
        label: "fails at the last step",
        related: shown.slice(1).map((part) => ({ span: spanOf(context, part), label: "and here" })),
        notes: [
          ...forbidden(context, meant),
          ...contrast(context, language, wanted, `${objective.name} is violated by a last step`),
        ],
        ...weakNextFix(context, demands),
      },
    ),
  ];
};

/** What no step may be, as it stands, though it could be without the demand: the premises of `always (p implies …)`. */
function forbidden(context: ObjectiveContext, meant: TemporalFormula): readonly string[] {
  const { formula } = context.objective;
  const found = everyPart(formula).flatMap((part) => {
    if (part.kind !== "always" || part.operand.kind !== "or") return [];
    const [premise] = part.operand.operands;
    if (premise?.kind !== "not") return [];
    const some = windowed("eventually", premise.operand);
    if (isSatisfiable(context, and(formula, some)) !== false || isSatisfiable(context, and(meant, some)) !== true)
      return [];
    return [`as it stands no step may have \`${textOf(context, premise.operand)}\` at all`];
  });
  return found.slice(0, 1);
}
