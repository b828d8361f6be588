import { describeType } from "../../builtins/typing/types.js";
import { describeUnit } from "../../builtins/typing/units.js";
import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { Context } from "../context.js";
import type { Scope } from "../scope.js";
import { align, type Aligned } from "../type/align.js";
import { unitsFit } from "../type/units.js";
import type { TypedExpression } from "../typed.js";

/** Aligns the axes of values that are combined element by element; `undefined` after an error, reported or not. */
export function fit(
  values: readonly TypedExpression[],
  span: Span,
  scope: Scope,
  context: Context,
): Aligned | undefined {
  if (values.some((value) => value.kind === "error")) return undefined;
  const aligned = align(values);
  if (aligned !== undefined) return aligned;
  const arrays = values.filter(({ type }) => type.shape.length > 0);
  context.report(
    scope,
    report(
      "shape-mismatch",
      span,
      { shapes: arrays.map(({ type }) => `\`${describeType(type)}\``).join(" and ") },
      {
        related: arrays.map((value) => ({ span: value.span, label: `this is \`${describeType(value.type)}\`` })),
        ...together(arrays),
      },
    ),
  );
  return undefined;
}

/** How arrays of different lengths come to have one. */
function together(arrays: readonly TypedExpression[]): { readonly help?: string } {
  const lengths = new Set(
    arrays.flatMap(({ type }) => type.shape.flatMap(({ ragged }) => (ragged === undefined ? [] : [ragged.length]))),
  );
  if (lengths.size < 2) return {};
  return [...lengths].every((length) => typeof length === "string")
    ? { help: "arrays whose items belong together share a named axis: `axis item <= 32`" }
    : { help: "values whose items belong together stand in one buffer: `buffer([x, y], …)`" };
}

/** Whether values that are added or compared have one unit; else that is reported. */
export function fitUnits(values: readonly TypedExpression[], span: Span, scope: Scope, context: Context): boolean {
  const [first, ...others] = values.filter(({ type }) => type.unit !== undefined);
  const wrong = others.find(({ type }) => !unitsFit(first?.type.unit, type.unit));
  if (first?.type.unit === undefined || wrong?.type.unit === undefined) return true;
  const [left, right] = [describeUnit(first.type.unit), describeUnit(wrong.type.unit)];
  context.report(
    scope,
    report(
      "unit-mismatch",
      span,
      { left, right },
      {
        related: [
          { span: first.span, label: `in \`${left}\`` },
          { span: wrong.span, label: `in \`${right}\`` },
        ],
      },
    ),
  );
  return false;
}

/** Whether two values order their components alike if both are quaternions; else that is reported. */
export function sameOrder(
  first: TypedExpression,
  second: TypedExpression,
  span: Span,
  scope: Scope,
  context: Context,
): boolean {
  const [left, right] = [first.type.quaternion, second.type.quaternion];
  if (left === undefined || right === undefined || left === right) return true;
  context.report(
    scope,
    report("quaternion-order", span, {
      left: `\`${describeType(first.type)}\``,
      right: `\`${describeType(second.type)}\``,
    }),
  );
  return false;
}
