import { build } from "../../automata/build.js";
import { Diagrams, unlessTooLarge } from "../../automata/diagram.js";
import type { PastMemory } from "../../automata/temporal/past/memory.js";
import { type Standings, standingsOf } from "../../automata/temporal/past/standings.js";
import { transitionOf } from "../../automata/temporal/past/transition.js";
import { freeBoolean } from "../../automata/variable.js";
import { ExpressionKeys } from "../machines/expression-keys.js";
import { theoryOf } from "../machines/theory.js";
import type { TypedExpression } from "../typed.js";

/** Nodes of the diagrams of one operation; of all together twenty times as many. */
const nodes = 20_000;

/** What an objective needs that runs on one bit for each past subformula; `undefined` where its standings are too entangled. */
export function pastParts(
  memory: PastMemory,
  atoms: readonly TypedExpression[],
): { readonly memory: PastMemory; readonly standings: Standings } | undefined {
  const theory = theoryOf(atoms, new ExpressionKeys());
  const letters = theory.variables.map(({ variable }) => variable);
  const bits = memory.bits.map((_, bit) => freeBoolean(`bit ${bit}`));
  const diagrams = new Diagrams([...letters, ...bits], nodes);
  return unlessTooLarge(() => {
    const conditions = atoms.map((atom) => build(diagrams, theory.formula(atom)));
    return { memory, standings: standingsOf(transitionOf(memory, conditions, diagrams, letters.length)) };
  });
}
