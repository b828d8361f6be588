import type { Dfa, EmptyTrace, Translation } from "../../../../../src/compiler/automata/temporal/dfa.js";
import type { TemporalFormula } from "../../../../../src/compiler/automata/temporal/formula.js";
import { translate } from "../../../../../src/compiler/automata/temporal/translate.js";
import { minimalSizes, sameLanguage } from "./compare.js";
import { evaluator, type Trace } from "./evaluate.js";
import { monaText } from "./mona-text.js";
import { runMona } from "./mona.js";
import type { RandomFormula } from "./random-formula.js";
import { accepts } from "./run.js";

/** What is wrong with an automaton, a sentence each; none if the judge agrees. `unknown`: the judge has no opinion, and why. */
export type Judgement = { readonly complaints: readonly string[] } | { readonly unknown: string };

export const conventions: readonly EmptyTrace[] = ["free", "reject", "accept"];

/** The translations of a formula for each answer to the empty trace. */
export type Translated = Readonly<Record<EmptyTrace, Translation>>;

export function translateAll({ formula, atoms }: RandomFormula, milliseconds: number): Translated {
  const one = (empty: EmptyTrace): Translation => translate(formula, atoms, { empty, milliseconds });
  return { free: one("free"), reject: one("reject"), accept: one("accept") };
}

/** The automata that were translated in time, and a complaint for each that was not. */
export function automataOf(translated: Translated): {
  readonly automata: readonly (readonly [EmptyTrace, Dfa])[];
  readonly complaints: readonly string[];
} {
  const automata: (readonly [EmptyTrace, Dfa])[] = [];
  const complaints: string[] = [];
  for (const empty of conventions) {
    const translation = translated[empty];
    if (translation.kind === "dfa") automata.push([empty, translation.dfa]);
    else complaints.push(`no automaton (${empty}): ${translation.budget} ran out at ${translation.states} states`);
  }
  return { automata, complaints };
}

/** The automata accept those of the traces that satisfy the formula, by the definitions of its operators. */
export function judgeByEvaluation(
  formula: TemporalFormula,
  automata: readonly (readonly [EmptyTrace, Dfa])[],
  traces: Iterable<Trace>,
): Judgement {
  const truths = evaluator(formula);
  for (const trace of traces) {
    const holds = truths(trace)[0] === true;
    const wrong = automata.find(([, dfa]) => accepts(dfa, trace) !== holds);
    if (wrong === undefined) continue;
    return { complaints: [`the automaton (${wrong[0]}) is wrong about ${trace.join(" ")}, of which it is ${holds}`] };
  }
  return { complaints: [] };
}

/** The automata have MONA's language, say of the empty trace what they were asked to, and have no state too many. */
export async function judgeByMona(
  { formula, atoms }: RandomFormula,
  automata: readonly (readonly [EmptyTrace, Dfa])[],
  milliseconds: number,
): Promise<Judgement> {
  const result = await runMona(monaText(formula, atoms), milliseconds);
  if (result.kind === "unknown") return { unknown: result.reason };
  const sizes = minimalSizes(result.automaton);
  const complaints = automata.flatMap(([empty, dfa]) => [
    ...(sameLanguage(dfa, result.automaton) ? [] : [`the language (${empty}) is not MONA's`]),
    ...(empty === "free" || dfa.accepting[dfa.initial] === (empty === "accept") ? [] : [`ε is not ${empty}ed`]),
    ...(dfa.moves.length === sizes[empty]
      ? []
      : [`${dfa.moves.length} states (${empty}), where MONA's automaton has ${sizes[empty]}`]),
  ]);
  return { complaints };
}
