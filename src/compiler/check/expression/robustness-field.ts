import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context, ObjectiveInterface } from "../context.js";
import { atEpisode, atStep, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import type { RobustnessField, TypedExpression } from "../typed.js";
import { suggestion } from "./name.js";

const readings: ReadonlyMap<string, RobustnessField> = new Map(
  (["past", "low", "high", "delayed"] as const).map((reading) => [reading, `robustness.${reading}`]),
);

/** `O.robustness`, one number for each episode, and `O.robustness.low` and the like. Whether the formula has such a reading is known when its atoms are (`checkRobustness`). */
export function readRobustness(
  objective: ObjectiveInterface,
  robustness: Identifier,
  reading: Identifier | undefined,
  object: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const span = { ...object, end: (reading ?? robustness).span.end };
  const value = { kind: "objective", type: { element: "float", shape: [] }, span, objective: objective.name } as const;
  if (reading === undefined)
    return { ...value, ...atEpisode, ...(objective.smooth ? { finish: true as const } : {}), field: "robustness" };
  const field = readings.get(reading.name);
  if (field === undefined) {
    const object = `the robustness of \`${objective.name}\``;
    const help = suggestion(reading.name, readings.keys(), reading.span);
    context.report(scope, report("unknown-field", reading.span, { object, field: reading.name }, help));
    return errorAt(span);
  }
  return { ...value, ...atStep, field };
}
