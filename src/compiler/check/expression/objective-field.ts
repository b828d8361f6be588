import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context, ObjectiveInterface } from "../context.js";
import { atStep, errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import {
  verdicts,
  type RobustnessField,
  type TypedExpression,
  type TypedObjectiveReference,
  type ValueType,
} from "../typed.js";
import { suggestion } from "./name.js";

type Field = TypedObjectiveReference["field"];

const boolean: ValueType = { element: "bool", shape: [] };

const types: Readonly<Record<Exclude<Field, "fires-satisfied" | "fires-violated" | RobustnessField>, ValueType>> = {
  state: { element: "int", shape: [], range: [0, Infinity] },
  accepting: boolean,
  satisfied: boolean,
  violated: boolean,
  progress: { element: "float", shape: [], range: [0, 1] },
  verdict: { element: "enum", members: verdicts, shape: [] },
};

/** Fields of objectives on infinite traces: no step decides how such a trace goes on. */
const infiniteFields: readonly string[] = ["state", "satisfied", "violated"];

/** `O.accepting` and the like. */
export function readObjective(
  objective: ObjectiveInterface,
  field: Identifier,
  object: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const span = { ...object, end: field.span.end };
  const { name } = field;
  if (name === "robustness" && !objective.infinite) throw new Error("`robustness` is read with its reading");
  const known = Object.keys(types).filter((each) => each !== "verdict" || scope.test !== undefined);
  if (objective.infinite && (name === "robustness" || Object.hasOwn(types, name)) && !infiniteFields.includes(name)) {
    context.report(
      scope,
      report(
        "infinite-field",
        field.span,
        { objective: objective.name, field: name },
        { help: "read `state`, `satisfied` or `violated`, or pay it by a scheme: `zeta_reach(…)`" },
      ),
    );
    return errorAt(span);
  }
  if (name === "verdict" && scope.test === undefined) {
    context.report(
      scope,
      report(
        "verdict-outside-test",
        field.span,
        { objective: objective.name },
        { help: `pay when it is decided: \`1 on satisfied ${objective.name}\`` },
      ),
    );
    return errorAt(span);
  }
  if (!known.includes(name)) {
    const help = suggestion(name, objective.infinite ? infiniteFields : known, field.span);
    context.report(
      scope,
      report("unknown-field", field.span, { object: `objective \`${objective.name}\``, field: name }, help),
    );
    return errorAt(span);
  }
  const read = name as keyof typeof types;
  return { kind: "objective", type: types[read], ...atStep, span, objective: objective.name, field: read };
}

/** The step of `on satisfied O` or `on violated O`. */
export function firesOn(
  event: "satisfied" | "violated",
  objective: ObjectiveInterface,
  span: Span,
): TypedObjectiveReference {
  return { kind: "objective", type: boolean, ...atStep, span, objective: objective.name, field: `fires-${event}` };
}
