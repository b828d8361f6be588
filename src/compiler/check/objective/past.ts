import { build } from "../../automata/build.js";
import { Diagrams, DiagramTooLarge } from "../../automata/diagram.js";
import { type PastMemory, pastMemory } from "../../automata/temporal/past/memory.js";
import { type Standings, standingsOf } from "../../automata/temporal/past/standings.js";
import { transitionOf } from "../../automata/temporal/past/transition.js";
import type { TemporalFormula } from "../../automata/temporal/formula.js";
import { freeBoolean } from "../../automata/variable.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { theoryOf } from "../machines/theory.js";
import type { TypedExpression } from "../typed.js";

/** Nodes of the diagrams of one operation; of all together twenty times as many. */
const nodes = 20_000;

/** Whether the last letter of a trace can judge the formula, so that it can run on bits. */
export function isJudgedAtEnd(formula: TemporalFormula, atoms: readonly TypedExpression[]): boolean {
  return pastMemory(formula, atoms.length) !== undefined;
}

/** What an objective needs that runs on one bit for each past subformula: `undefined` where its last letter cannot judge it, or where its standings are too entangled. */
export function pastParts(
  formula: TemporalFormula,
  atoms: readonly TypedExpression[],
): { readonly memory: PastMemory; readonly standings: Standings } | undefined {
  const memory = pastMemory(formula, atoms.length);
  if (memory === undefined) return undefined;
  const theory = theoryOf(atoms, new ExpressionKeys());
  const letters = theory.variables.map(({ variable }) => variable);
  const bits = memory.bits.map((_, bit) => freeBoolean(`bit ${bit}`));
  const diagrams = new Diagrams([...letters, ...bits], nodes);
  try {
    const conditions = atoms.map((atom) => build(diagrams, theory.formula(atom)));
    return { memory, standings: standingsOf(transitionOf(memory, conditions, diagrams, letters.length)) };
  } catch (error) {
    if (error instanceof DiagramTooLarge) return undefined;
    throw error;
  }
}
