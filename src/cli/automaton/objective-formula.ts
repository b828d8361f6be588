import type { NamedFormula } from "../../compiler/automata/temporal/dialects/read.js";
import { showExpression } from "../../compiler/check/machines/show-expression.js";
import type { TypedObjective } from "../../compiler/check/typed.js";

/** The formula of an objective; atoms that are no signals are called what they say, `speed > 2`. */
export function objectiveFormula(
  { atoms, formula }: TypedObjective,
  text: string,
): NamedFormula & { readonly text: string } {
  const names = atoms.map((atom) => (atom.kind === "signal" ? atom.name : showExpression(atom)));
  return { formula, atoms: distinct(names), text };
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
