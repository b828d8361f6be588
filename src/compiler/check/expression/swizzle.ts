import { describeType } from "../../builtins/typing/types.js";
import { report } from "../../diagnostics/report.js";
import type { Identifier } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { errorAt, index } from "../make.js";
import type { Scope } from "../scope.js";
import type { TypedExpression, TypedIndexItem, ValueType } from "../typed.js";

/** `.x`, `.xy`, `.xz`: components along the last axis, in the order of a quaternion where it is one. */
export function swizzle(value: TypedExpression, field: Identifier, scope: Scope, context: Context): TypedExpression {
  const span = { ...value.span, end: field.span.end };
  if (value.kind === "error") return errorAt(span);
  const { shape, quaternion, ...rest } = value.type;
  const size = shape.at(-1)?.size ?? 0;
  const order = quaternion ?? "xyzw";
  const indices = [...field.name].map((letter) => order.indexOf(letter));
  if (shape.length === 0 || shape.at(-1)?.ragged !== undefined || indices.some((place) => place < 0 || place >= size)) {
    context.report(
      scope,
      report(
        "invalid-swizzle",
        field.span,
        { field: field.name, found: `\`${describeType(value.type)}\`` },
        { label: "no such component" },
      ),
    );
    return errorAt(span);
  }
  const leading = shape.slice(0, -1);
  const [single] = indices;
  const last: TypedIndexItem =
    indices.length === 1 && single !== undefined ? { kind: "point", index: single } : { kind: "pick", indices };
  const items: TypedIndexItem[] = [
    ...leading.map(({ size: end }) => ({ kind: "range", start: 0, end }) as const),
    last,
  ];
  const type: ValueType = { ...rest, shape: indices.length === 1 ? leading : [...leading, { size: indices.length }] };
  return index(value, items, type, span);
}
