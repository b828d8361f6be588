import { report } from "../../diagnostics/report.js";
import type { Span } from "../../source/span.js";
import type { VectorExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { shown } from "../expect.js";
import { cast, errorAt, vector } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { intervalOf, rangeFrom, hull } from "../type/interval.js";
import { joinUnits } from "../type/element.js";
import type { Axis, TypedExpression, ValueType } from "../typed.js";
import { elementOf } from "./conditional.js";
import { fit, fitUnits } from "./fit.js";

/** `[a, b, c]`. */
export function* checkVector(
  expression: VectorExpression,
  scope: Scope,
  context: Context,
  expected?: ValueType,
): Checking<TypedExpression> {
  const items: TypedExpression[] = [];
  for (const item of expression.items) items.push(yield* defer(context.check(item, scope, expected)));
  return stack(items, { size: items.length }, expression.span, scope, context);
}

/** Values of one type and shape, along a new first axis. */
export function stack(
  items: readonly TypedExpression[],
  axis: Axis,
  span: Span,
  scope: Scope,
  context: Context,
): TypedExpression {
  const [first] = items;
  if (first === undefined) {
    context.report(scope, report("empty-vector", span, {}));
    return errorAt(span);
  }
  if (items.some((item) => item.kind === "error")) return errorAt(span);
  const wrong = items.find(
    (item) => !sameSizes(item.type.shape, first.type.shape) || elementOf(first, item) === undefined,
  );
  if (wrong !== undefined) {
    context.report(
      scope,
      report(
        "type-mismatch",
        wrong.span,
        { what: "the elements of a vector", expected: `alike, ${shown(first)}`, found: shown(wrong) },
        {
          related: [{ span: first.span, label: `this is ${shown(first)}` }],
        },
      ),
    );
    return errorAt(span);
  }
  const aligned = fit(items, span, scope, context);
  if (aligned === undefined || !fitUnits(items, span, scope, context)) return errorAt(span);
  const element = items.reduce<ValueType["element"]>(
    (joined, item) =>
      joined === item.type.element ? joined : item.type.element === "float" || joined === "float" ? "float" : "int",
    first.type.element,
  );
  const numbers = element === "int" || element === "float" ? items.map((item) => cast(item, element)) : items;
  const range =
    element === "int" || element === "float"
      ? rangeFrom(hull(items.flatMap(({ type }) => [...intervalOf(type)])))
      : undefined;
  const unit = items.map(({ type }) => type.unit).reduce(joinUnits);
  return vector(
    numbers,
    {
      element,
      shape: [axis, ...first.type.shape],
      ...(element === "enum" ? { members: first.type.members ?? [] } : {}),
      ...(range === undefined ? {} : { range }),
      ...(unit === undefined ? {} : { unit }),
    },
    span,
  );
}

function sameSizes(left: readonly Axis[], right: readonly Axis[]): boolean {
  return left.length === right.length && left.every(({ size }, place) => size === right[place]?.size);
}
