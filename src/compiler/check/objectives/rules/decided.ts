import { conflictingConjuncts } from "../../../automata/temporal/analysis/conflict.js";
import { demandsOfLastLetter, withoutDemands } from "../../../automata/temporal/analysis/misreadings.js";
import { and } from "../../../automata/temporal/formula.js";
import { shortestAccepted, shortestRejected } from "../../../automata/temporal/trace/language.js";
import type { Trace } from "../../../automata/temporal/trace/letter.js";
import { isPossible } from "../../../automata/satisfy.js";
import { report, type ReportOptions } from "../../../diagnostics/report.js";
import { showExpression } from "../../machines/show-expression.js";
import { isSatisfiable, spanOf, textOf, type ObjectiveContext, type ObjectiveRule } from "../context.js";
import { weakNextFix } from "../weak-next.js";
import { verdictIs, witness } from "../witness.js";

/** Objectives that no trace satisfies, or every one: they reward nothing, or anything. */
export const decided: ObjectiveRule = (context) => {
  const { objective, satisfiedBy, spec } = context;
  if (satisfiedBy === "some") return [];
  const verdict = satisfiedBy === "all" ? "Satisfied" : "Violated";
  const example = witness(
    spec,
    { automata: [{ objective, dfa: objective.automaton }], goal: () => true },
    {
      name: `${objective.name} is ${verdict} whatever happens`,
      expectation: verdictIs(objective, satisfiedBy === "all"),
    },
  );
  const span = spanOf(context, objective.formula);
  if (satisfiedBy === "all")
    return [
      report(
        "trivial-objective",
        span,
        { objective: objective.name },
        { label: "always satisfied", notes: [...impossibleLetter(context), ...example] },
      ),
    ];
  const { notes = [], ...why } = reasons(context);
  return [
    report(
      "unsatisfiable-objective",
      span,
      { objective: objective.name },
      { label: "never satisfied", ...why, notes: [...notes, ...impossibleLetter(context), ...example] },
    ),
  ];
};

/** Parts that contradict each other, and whether it is for the last step, which has no next one. */
function reasons(context: ObjectiveContext): ReportOptions {
  const { formula } = context.objective;
  const core = conflictingConjuncts(formula, (part) => isSatisfiable(context, part)) ?? [];
  const [first, ...others] = core.map((part) => `\`${textOf(context, part)}\``);
  const related = core
    .filter((part) => core.length > 1 && context.objective.spans?.has(part) === true)
    .map((part) => ({ span: spanOf(context, part), label: "contradicts the rest" }));
  const notes =
    first === undefined
      ? []
      : others.length === 0
        ? [`${first} alone holds of no trace`]
        : [`these contradict each other: ${[first, ...others].join(", ")}`];
  const conflict = core.length === 0 ? formula : and(...core);
  const demands = demandsOfLastLetter(conflict);
  if (demands.length === 0 || isSatisfiable(context, withoutDemands(conflict, demands)) !== true)
    return { related, notes };
  return {
    related,
    notes: [...notes, "`next` also asks the last step for a next one, which it never has"],
    ...weakNextFix(context, demands),
  };
}

/** A letter that would change the verdict, if it were not that its atoms exclude or imply each other. */
function impossibleLetter({ objective, space, satisfiedBy }: ObjectiveContext): readonly string[] {
  const { automaton, atoms } = objective;
  const trace: Trace = (satisfiedBy === "all" ? shortestRejected(automaton) : shortestAccepted(automaton)) ?? [];
  for (const letter of trace) {
    const { diagrams } = space;
    const literals = atoms.map((atom, index) =>
      letter[index] === true ? space.where(atom) : diagrams.not(space.where(atom)),
    );
    const together = (some: readonly number[]): boolean =>
      isPossible(
        diagrams,
        some.reduce((all, index) => diagrams.and(all, literals[index] ?? all), diagrams.leaf(1)),
      );
    let few: readonly number[] = atoms.map((_, index) => index);
    if (together(few)) continue;
    for (const index of few) {
      const rest = few.filter((other) => other !== index);
      if (!together(rest)) few = rest;
    }
    const texts = few.map((index) => {
      const atom = atoms[index];
      const text = atom === undefined ? "?" : showExpression(atom);
      return letter[index] === true ? `\`${text}\`` : `\`not (${text})\``;
    });
    const never = texts.length === 1 ? "cannot be" : "exclude each other";
    return [
      `${satisfiedBy === "all" ? "to violate it" : "it"} takes a step with ${texts.join(" and ")}, which ${never}`,
    ];
  }
  return [];
}
