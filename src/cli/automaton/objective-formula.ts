import { showExpression } from "../../compiler/check/machines/show-expression.js";
import type { TypedInfiniteObjective, TypedObjective } from "../../compiler/check/typed.js";
import type { NamedInfiniteFormula, WrittenFormula } from "./named-formula.js";

/** The formula of an objective; atoms that are no signals are called what they say, `speed > 2`. */
export function objectiveFormula(
  { atoms, formula }: Pick<TypedObjective, "atoms" | "formula">,
  text: string,
): WrittenFormula {
  return { formula, atoms: atomNames(atoms), text };
}

/** An objective on infinite traces, likewise. */
export function infiniteFormula({ atoms, formula }: TypedInfiniteObjective, text: string): NamedInfiniteFormula {
  return { formula, atoms: atomNames(atoms), text };
}

/** Names of conditions, no two alike. */
export function atomNames(atoms: TypedObjective["atoms"]): readonly string[] {
  return distinct(atoms.map((atom) => (atom.kind === "signal" ? atom.name : showExpression(atom))));
}

/** Long expressions are shown cut short, so that two may look alike. */
function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let copy = 2; taken.has(own); copy++) own = `${name} (${copy})`;
    taken.add(own);
    return own;
  });
}
