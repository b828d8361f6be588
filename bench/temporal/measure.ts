import type { Dfa } from "../../src/compiler/automata/temporal/dfa.js";
import { translate } from "../../src/compiler/automata/temporal/translate.js";
import { minimalSizes } from "../../test/compiler/automata/temporal/oracle/compare.js";
import { monaText } from "../../test/compiler/automata/temporal/oracle/mona-text.js";
import { runMona } from "../../test/compiler/automata/temporal/oracle/mona.js";
import type { NamedFormula } from "./family.js";

/** States of the minimal automaton that rejects the empty trace, and the time it took; or why there is none. */
export type Outcome = { readonly kind: "automaton"; readonly states: number; readonly milliseconds: number } | Failure;

interface Failure {
  readonly kind: "none";
  readonly reason: string;
}

/** A case is run again while all runs together are shorter than this, up to a number of times. */
const budget = 5_000;
const repetitions = 9;

/** Our translation, warm: the first run does not count where there is time for another, and of the others the median does. `limit`: milliseconds for one formula. */
export function measureOurs(formulas: readonly NamedFormula[], limit: number): readonly Outcome[] {
  const once = (): readonly Outcome[] => formulas.map((formula) => ours(formula, limit));
  const started = performance.now();
  const first = once();
  const runs: (readonly Outcome[])[] = [];
  while (runs.length < repetitions && performance.now() - started < budget) runs.push(once());
  return runs.sort((left, right) => total(left) - total(right))[Math.floor(runs.length / 2)] ?? first;
}

function ours({ formula, atoms }: NamedFormula, limit: number): Outcome {
  const started = performance.now();
  const translation = translate(formula, atoms, { empty: "reject", milliseconds: limit, maxStates: 10_000_000 });
  const milliseconds = performance.now() - started;
  if (translation.kind === "dfa") return { kind: "automaton", states: states(translation.dfa), milliseconds };
  return { kind: "none", reason: `${translation.budget} ran out` };
}

function states(dfa: Dfa): number {
  return dfa.moves.length;
}

/** MONA on the same formulas, one process each; its time includes the start of the process. `limit`: milliseconds for one formula. */
export async function measureMona(formulas: readonly NamedFormula[], limit: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { formula, atoms } of formulas) {
    const result = await runMona(monaText(formula, atoms), limit);
    outcomes.push(
      result.kind === "automaton"
        ? { kind: "automaton", states: minimalSizes(result.automaton).reject, milliseconds: result.milliseconds }
        : { kind: "none", reason: result.reason },
    );
  }
  return outcomes;
}

/** The median time of MONA on a formula that needs no work: what starting a process costs. */
export async function monaStart(): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 21; index++) {
    const result = await runMona("m2l-str;\ntrue;\n");
    if (result.kind === "automaton") times.push(result.milliseconds);
  }
  return times.sort((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0;
}

/** Milliseconds of the outcomes that are automata. */
export function total(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (outcome.kind === "automaton" ? outcome.milliseconds : 0), 0);
}
