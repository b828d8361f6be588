import { initially, judgedAtLast, looksBackFromStart } from "../../../automata/temporal/analysis/misreadings.js";
import { windowed } from "../../../automata/temporal/formula.js";
import type { Diagnostic, Fix } from "../../../diagnostics/diagnostic.js";
import { report } from "../../../diagnostics/report.js";
import { isWritten, languageOf, spanOf, type Language, type ObjectiveContext, type ObjectiveRule } from "../context.js";
import { contrast } from "../contrast.js";

/** Objectives without a word about later steps: they are judged at the first one, where the past is empty. */
export const firstStep: ObjectiveRule = (context) => {
  if (context.satisfiedBy !== "some") return [];
  const parts = looksBackFromStart(context.objective.formula).filter((part) => isWritten(context, part));
  return parts.length > 0 ? looksBack(context, parts) : firstOnly(context);
};

function looksBack(context: ObjectiveContext, parts: ReturnType<typeof looksBackFromStart>): readonly Diagnostic[] {
  const { objective } = context;
  const { formula } = objective;
  const last = languageOf(context, judgedAtLast(formula));
  const [first = formula, ...others] = parts;
  return [
    report(
      "looks-back-from-first-step",
      spanOf(context, first),
      { objective: objective.name },
      {
        label: "only sees the first step",
        related: others.map((part) => ({ span: spanOf(context, part), label: "and here" })),
        notes: [
          "a formula is judged at the first step; tools for formulas about the past judge at the last one",
          ...(last === undefined ? [] : differently(context, last)),
        ],
        help: "write `eventually (last and …)` to judge it at the last step, or `always (…)` at every step",
        fixes: wrapped(context, [
          { title: "judge it at the last step", before: "eventually (last and (", after: "))" },
          { title: "judge it at every step", before: "always (", after: ")" },
        ]),
      },
    ),
  ];
}

/** A trace whose last step matters, though the objective does not see it. */
function differently(context: ObjectiveContext, atLast: Language): readonly string[] {
  for (const satisfied of [false, true]) {
    const name = `${context.objective.name} does not see the last step`;
    const notes = contrast(context, atLast, [satisfied, !satisfied], name);
    if (notes.length > 0) return notes;
  }
  return [];
}

function firstOnly(context: ObjectiveContext): readonly Diagnostic[] {
  const { objective, prospects } = context;
  const { formula } = objective;
  const open = [...prospects.afterFirst].some((state) => prospects.certainty[state] === "open");
  if (open || initially(formula).size > 0) return [];
  const everywhere = languageOf(context, windowed("always", formula));
  return [
    report(
      "judged-at-first-step",
      spanOf(context, formula),
      { objective: objective.name },
      {
        label: "of the first step only",
        notes:
          everywhere === undefined
            ? []
            : contrast(context, everywhere, [true, false], `${objective.name} does not see later steps`),
        help: `write \`always …\` for every step, \`eventually …\` for some step, or \`initially …\` where the first is meant`,
        fixes: wrapped(context, [
          { title: "ask for it at every step", before: "always (", after: ")" },
          { title: "ask for it at some step", before: "eventually (", after: ")" },
          { title: "say that the first step is meant", before: "initially (", after: ")", keeps: true },
        ]),
      },
    ),
  ];
}

/** Fixes that put words around the whole formula; `keeps` marks those that do not change its meaning. */
function wrapped(
  context: ObjectiveContext,
  choices: readonly {
    readonly title: string;
    readonly before: string;
    readonly after: string;
    readonly keeps?: true;
  }[],
): readonly Fix[] {
  const { objective } = context;
  const span = objective.spans?.get(objective.formula);
  if (span === undefined) return [];
  return choices.map(({ title, before, after, keeps }) => ({
    title,
    edits: [
      { span: { ...span, end: span.start }, text: before },
      { span: { ...span, start: span.end }, text: after },
    ],
    applicability: keeps === true ? "safe" : "maybe",
  }));
}
