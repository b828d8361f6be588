import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { errorAt } from "../make.js";
import type { Scope } from "../scope.js";
import type { TypedExpression, TypedSegment, TypedSegmentReference, ValueType } from "../typed.js";
import { suggestion } from "./name.js";

const types: Readonly<Record<TypedSegmentReference["field"], ValueType>> = {
  here: { element: "bool", shape: [] },
  index: { element: "int", shape: [], range: [0, Infinity] },
  is_last: { element: "bool", shape: [] },
};

/** What holds of each segment; by its name alone, that it is there. */
export function readSegment(
  of: TypedSegment,
  field: TypedSegmentReference["field"],
  span: Span,
): TypedSegmentReference {
  const availability = field === "is_last" ? "episode" : "segment";
  return {
    kind: "segment",
    type: types[field],
    rate: "segment",
    availability,
    segment: of.name,
    finish: true,
    span,
    of,
    field,
  };
}

/** `turn.index`, `turn.is_last`. */
export function readSegmentField(
  segment: TypedSegment,
  field: Identifier,
  object: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const span = { ...object, end: field.span.end };
  if (field.name === "index" || field.name === "is_last") return readSegment(segment, field.name, span);
  context.report(
    scope,
    report(
      "unknown-field",
      field.span,
      { object: `segment \`${segment.name}\``, field: field.name },
      suggestion(field.name, ["index", "is_last"], field.span),
    ),
  );
  return errorAt(span);
}
