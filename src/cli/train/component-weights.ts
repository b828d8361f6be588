import { suggest } from "../../compiler/diagnostics/suggest.js";
import type { Program } from "../../compiler/ir/program.js";
import { UsageError } from "../command.js";

type Weights = Readonly<Record<string, number>>;

/** What each component of a total is worth to a learner that takes one number, as configured; `undefined` where the total is one. What does not fit the spec is a `UsageError` that names the components. */
export function weightsOf(scalarise: Weights | undefined, program: Program): Weights | undefined {
  const { name, components, lexicographic } = program;
  if (components === undefined) {
    if (scalarise === undefined) return undefined;
    throw new UsageError(`\`scalarise\`: the total of ${name} is one number, which needs no weights`);
  }
  const names = components.map((component) => component.name);
  if (scalarise === undefined) {
    const example = JSON.stringify(Object.fromEntries(names.map((component) => [component, 1])));
    const order =
      lexicographic === undefined
        ? "is a vector, and the learner takes one number"
        : "is lexicographic, and no learner of this version keeps that order";
    throw new UsageError(
      `\`scalarise\`: the total of ${name} ${order}; to train on a weighted sum say what each component is worth: \`"scalarise": ${example}\``,
    );
  }
  const unknown = Object.keys(scalarise).find((component) => !names.includes(component));
  if (unknown !== undefined) {
    const near = suggest(unknown, names);
    const hint = near === undefined ? `; it has ${names.join(", ")}` : `; did you mean \`${near}\`?`;
    throw new UsageError(`\`scalarise.${unknown}\`: the total of ${name} has no such component${hint}`);
  }
  const missing = names.filter((component) => !Object.hasOwn(scalarise, component));
  if (missing.length > 0)
    throw new UsageError(
      `\`scalarise\`: every component of ${name} needs a weight, and none is given for ${missing.map((component) => `\`${component}\``).join(", ")}; 0 leaves one out`,
    );
  return scalarise;
}
