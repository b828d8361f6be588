import { check } from "../../compiler/compile.js";
import { nodeHost } from "../../compiler/source/node-host.js";
import { UsageError } from "../command.js";
import { allObjectives } from "../../compiler/check/all-objectives.js";
import type { FoundFormula } from "./named-formula.js";
import { infiniteFormula, objectiveFormula } from "./objective-formula.js";

/** An objective of a spec; without a name, its only one. */
export function specFormula(file: string, name: string | undefined): FoundFormula {
  const { spec, diagnostics, sources } = check(file, nodeHost());
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (spec === undefined) {
    if (!sources.has(file)) throw new UsageError(`cannot read ${file}`);
    if (errors.length === 0) throw new UsageError(`\`${file}\` is a library: it has no objectives of its own`);
    return { diagnostics: errors, sources };
  }
  const all = allObjectives(spec);
  const names = all.map((objective) => objective.name).join(", ");
  if (all.length === 0) throw new UsageError(`\`${file}\` has no objective`);
  if (name === undefined && all.length > 1)
    throw new UsageError(`\`${file}\` has several objectives: name one of ${names}`);
  const isAsked = (objective: { readonly name: string }): boolean => name === undefined || objective.name === name;
  const objective = [...spec.objectives, ...spec.pastObjectives].find(isAsked);
  if (objective !== undefined)
    return { found: objectiveFormula(objective, objective.text), diagnostics: errors, sources };
  const infinite = spec.infiniteObjectives.find(isAsked);
  if (infinite === undefined) throw new UsageError(`\`${file}\` has no objective \`${name ?? ""}\`: it has ${names}`);
  return { infinite: infiniteFormula(infinite, infinite.text), diagnostics: errors, sources };
}
