import { unlessTooLarge } from "../../automata/diagram.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { SourceFile } from "../../source/source-file.js";
import { everyExpression } from "../machines/children.js";
import type { TypedObjective } from "../typed.js";
import { contextOf, type ObjectiveContext, type ObjectiveRule, type ObjectiveSpec } from "./context.js";
import { infiniteDecided, pastDecided } from "./decided-at-start.js";
import { machineConflicts } from "./machine-conflicts.js";
import { comparePairs } from "./pairs.js";
import { certainty } from "./rules/certainty.js";
import { decided } from "./rules/decided.js";
import { firstStep } from "./rules/first-step.js";
import { idleParts } from "./rules/idle-parts.js";
import { lastStep } from "./rules/last-step.js";
import { referencesOf } from "../machines/references.js";
import { nextAtEnd } from "./rules/next-at-end.js";

export type { ObjectiveSpec } from "./context.js";

/** Where a formula is misread, its parts are idle for that reason. */
const misreadings: readonly ObjectiveRule[] = [firstStep, lastStep, nextAtEnd];
const rules: readonly ObjectiveRule[] = [decided, certainty];

/**
 * What may be wrong with the objectives of a spec though they are well-typed, each finding with a shortest trace as a test to paste. All is judged over letters that the theory of the
 * atoms allows; a finding that the budget does not reach is not made.
 */
export function checkObjectives(spec: ObjectiveSpec, sources: ReadonlyMap<string, SourceFile>): readonly Diagnostic[] {
  const contexts: ObjectiveContext[] = [];
  const references = referencesOf(spec);
  const own = spec.objectives
    .filter((objective) => !isBroken(objective))
    .flatMap((objective) =>
      attempt(() => {
        const context = contextOf(objective, { spec, references, sources });
        const apply = (some: readonly ObjectiveRule[]): readonly Diagnostic[] => some.flatMap((rule) => rule(context));
        const misread = apply(misreadings);
        const found = [...apply(rules), ...misread, ...(misread.length > 0 ? [] : apply([idleParts]))];
        if (context.satisfiedBy === "some") contexts.push(context);
        return found;
      }),
    );
  const others = [
    ...spec.pastObjectives.filter((objective) => !isBroken(objective)).flatMap(pastDecided),
    ...spec.infiniteObjectives
      .filter((objective) => !isBroken(objective))
      .flatMap((objective) => attempt(() => infiniteDecided(objective))),
  ];
  return [
    ...own,
    ...others,
    ...attempt(() => comparePairs(spec, contexts)),
    ...attempt(() => machineConflicts(spec, contexts)),
  ];
}

function isBroken({ atoms }: Pick<TypedObjective, "atoms">): boolean {
  return everyExpression(atoms).some(({ kind }) => kind === "error");
}

/** Nothing where diagrams grow too large. */
function attempt(find: () => readonly Diagnostic[]): readonly Diagnostic[] {
  return unlessTooLarge(find) ?? [];
}
