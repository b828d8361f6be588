import { prospectsOf, type Prospects } from "../../automata/temporal/analysis/certainty.js";
import type { Component } from "../../automata/temporal/analysis/component.js";
import { isSameAutomaton } from "../../automata/temporal/analysis/same-automaton.js";
import { shortestWord, type Search } from "../../automata/temporal/analysis/shortest-word.js";
import { printFormula } from "../../automata/temporal/dialects/print.js";
import type { Dfa } from "../../automata/temporal/dfa.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { SourceFile } from "../../source/source-file.js";
import type { Span } from "../../source/span.js";
import type { MachineSpec } from "../machines/index.js";
import type { References } from "../machines/references.js";
import { showExpression } from "../machines/show-expression.js";
import type { TypedObjective, TypedSpec } from "../typed.js";
import { Deadline } from "./deadline.js";
import { spaceOf, type Space } from "./space.js";

/** The parts of a spec that rules for objectives look at. */
export type ObjectiveSpec = MachineSpec & Pick<TypedSpec, "dt">;

/** A formula over an objective's atoms with its automaton. */
export interface Language {
  readonly dfa: Dfa;
  readonly component: Component;
}

/** What a rule sees of an objective. */
export interface ObjectiveContext {
  readonly spec: ObjectiveSpec;
  readonly references: References;
  readonly objective: TypedObjective;
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly deadline: Deadline;
  readonly space: Space;
  /** Whether any of the atoms may hold while any others fail. */
  readonly freeAtoms: boolean;
  readonly own: Language;
  readonly prospects: Prospects;
  /** `some`: some trace satisfies the objective and some does not. */
  readonly satisfiedBy: "none" | "some" | "all";
}

/** One way to find fault with an objective. */
export type ObjectiveRule = (context: ObjectiveContext) => readonly Diagnostic[];

/** How long the analysis of one objective may take, in milliseconds. Few come near it, and those lose findings: the answer then depends on the machine. */
const patience = 700;

/** Product states that a question may visit. */
const mostVisits = 2_000;

/** Throws `DiagramTooLarge` where the atoms are too entangled. */
export function contextOf(
  objective: TypedObjective,
  { spec, references, sources }: Pick<ObjectiveContext, "spec" | "references" | "sources">,
): ObjectiveContext {
  const space = spaceOf(objective.atoms);
  const { automaton } = objective;
  const own = { dfa: automaton, component: space.component(objective, automaton) };
  const prospects = prospectsOf(space.diagrams, own.component, automaton.accepting);
  const accepted = [...prospects.reached].filter((state) => automaton.accepting[state] === true);
  const satisfiedBy = accepted.length === 0 ? "none" : accepted.length === prospects.reached.size ? "all" : "some";
  const deadline = new Deadline(patience);
  const freeAtoms = space.areFree(objective.atoms);
  return { spec, objective, references, sources, deadline, space, freeAtoms, own, prospects, satisfiedBy };
}

/** The language of another formula over the objective's atoms; `undefined` where the budget is spent. */
export function languageOf(context: ObjectiveContext, formula: TemporalFormula): Language | undefined {
  const { space, objective, deadline } = context;
  const dfa = deadline.translate(formula, objective.atoms.length);
  return dfa === undefined ? undefined : { dfa, component: space.component(objective, dfa) };
}

/** A shortest possible trace on which `goal` holds of what the languages accept. */
export function findTrace(
  { space }: ObjectiveContext,
  languages: readonly Language[],
  goal: (accepted: readonly boolean[]) => boolean,
): Search {
  return shortestWord(
    space.diagrams,
    languages.map(({ component }) => component),
    (states) => goal(languages.map(({ dfa }, index) => dfa.accepting[states[index] ?? 0] === true)),
    mostVisits,
  );
}

/** Whether some possible trace satisfies a formula; `undefined` where that was not judged. */
export function isSatisfiable(context: ObjectiveContext, formula: TemporalFormula): boolean | undefined {
  const language = languageOf(context, formula);
  if (language === undefined) return undefined;
  const { kind } = findTrace(context, [language], ([accepted]) => accepted === true);
  return kind === "too-large" ? undefined : kind === "found";
}

/** Whether a formula has the objective's language; `undefined` where that was not judged. */
export function isEquivalent(context: ObjectiveContext, formula: TemporalFormula): boolean | undefined {
  const { objective, deadline, space } = context;
  const dfa = deadline.translate(formula, objective.atoms.length);
  if (dfa === undefined) return undefined;
  if (isSameAutomaton(objective.automaton, dfa)) return true;
  // Over letters that are all possible, minimal automata have one language only where they are the same.
  if (context.freeAtoms) return false;
  const language = { dfa, component: space.component(objective, dfa) };
  const { kind } = findTrace(context, [context.own, language], ([own, other]) => own !== other);
  return kind === "too-large" ? undefined : kind === "none";
}

/** Where a part of the formula is written; the name of the objective where that is not known. */
export function spanOf({ objective }: ObjectiveContext, part: TemporalFormula): Span {
  return objective.spans?.get(part) ?? objective.spans?.get(objective.formula) ?? objective.span;
}

/** Whether a part stands in the text, so that one can point at it. */
export function isWritten({ objective }: ObjectiveContext, part: TemporalFormula): boolean {
  return objective.spans === undefined || objective.spans.has(part);
}

/** A part as written, else as it would be. */
export function textOf({ objective, sources }: ObjectiveContext, part: TemporalFormula): string {
  const span = objective.spans?.get(part);
  const written = span === undefined ? undefined : sources.get(span.file)?.slice(span);
  if (written !== undefined) return written.replace(/\s+/g, " ");
  if (part === objective.formula) return objective.text;
  const atoms = objective.atoms.map((atom) => showExpression(atom));
  const printed = printFormula(part, atoms, "rewardc");
  return "text" in printed ? printed.text : "a part of it";
}
