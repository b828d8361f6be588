import { report } from "../../diagnostics/report.js";
import { describeType } from "../../builtins/typing/types.js";
import { lookUp } from "../../resolve/index.js";
import type { IndexExpression, IndexItem } from "../../syntax/ast/index.js";
import { evaluate } from "../constant.js";
import type { Context } from "../context.js";
import { expectScalar, shown } from "../expect.js";
import type { Span } from "../../source/span.js";
import { errorAt, index, numberConstant } from "../make.js";
import { findLocal, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { Axis, TypedExpression, TypedIndexItem, ValueType } from "../typed.js";
import { isThere, orNothing } from "../type/ragged.js";
import { isUnknownName, suggestion } from "./name.js";

/** `v[2]`, `v[:, 0:2]`, `force[FL]`, `v[n]`: from the first axis on; a single index removes its axis. */
export function* checkIndex(expression: IndexExpression, scope: Scope, context: Context): Checking<TypedExpression> {
  const value = yield* defer(context.check(expression.object, scope));
  const items: TypedIndexItem[] = [];
  const shape: Axis[] = [];
  const conditions: TypedExpression[] = [];
  let broken = value.kind === "error";
  for (const [place, item] of expression.items.entries()) {
    const axis = value.type.shape[place];
    if (axis === undefined) {
      if (value.kind !== "error") {
        context.report(
          scope,
          report(
            "not-indexable",
            item.span,
            { found: `\`${describeType(value.type)}\``, index: place + 1 },
            { label: "one index too many" },
          ),
        );
      }
      return errorAt(expression.span);
    }
    const typed = yield* checkItem(item, axis, scope, context);
    if (typed === undefined) broken = true;
    else {
      items.push(typed);
      if (typed.kind === "range")
        shape.push(typed.start === 0 && typed.end === axis.size ? axis : { size: typed.end - typed.start });
      else if (axis.ragged !== undefined) conditions.push(isThere(axis, placeOf(typed, item.span), item.span));
    }
  }
  if (broken) return errorAt(expression.span);
  const rest = value.type.shape.slice(items.length);
  const { quaternion, shape: _, ...type } = value.type;
  const kept = quaternion !== undefined && rest.length > 0 ? { quaternion } : {};
  const result: ValueType = { ...type, ...kept, shape: [...shape, ...rest] };
  return conditions.reduce(orNothing, index(value, items, result, expression.span));
}

/** The place that a single index takes. */
function placeOf(item: Exclude<TypedIndexItem, { kind: "range" }>, span: Span): TypedExpression {
  switch (item.kind) {
    case "point":
      return numberConstant(item.index, "int", span);
    case "dynamic":
      return item.index;
    case "pick":
      throw new Error("an index picks one place");
  }
}

function* checkItem(item: IndexItem, axis: Axis, scope: Scope, context: Context): Checking<TypedIndexItem | undefined> {
  if (item.kind === "slice") {
    const start = item.low === undefined ? 0 : yield* bound(item.low, axis, scope, context);
    const end = item.high === undefined ? axis.size : yield* bound(item.high, axis, scope, context);
    if (start === undefined || end === undefined) return undefined;
    if (axis.ragged !== undefined && end - start < axis.size) {
      context.notYet(scope, "a part of an axis of varying length", item.span);
      return undefined;
    }
    if (start < end) return { kind: "range", start, end };
    context.report(
      scope,
      report(
        "index-out-of-range",
        item.span,
        { index: `${start}:${end}`, size: axis.size },
        { label: "takes nothing" },
      ),
    );
    return undefined;
  }
  const member = item.kind === "name" ? (axis.members?.indexOf(item.name) ?? -1) : -1;
  if (member >= 0 && item.kind === "name" && findLocal(scope, item.name)?.kind !== "value")
    return { kind: "point", index: member };
  if (item.kind === "name" && axis.members !== undefined && isUnknownName(item, scope, context)) {
    context.report(
      scope,
      report(
        "unknown-member",
        item.span,
        { name: item.name, type: `axis \`${axis.name ?? ""}\`` },
        suggestion(item.name, axis.members, item.span),
      ),
    );
    return undefined;
  }
  const typed = expectScalar(yield* defer(context.check(item, scope)), "an index", scope, context);
  if (typed.kind === "error") return undefined;
  if (typed.type.element !== "int") {
    context.report(
      scope,
      report(
        "type-mismatch",
        typed.span,
        { what: "an index", expected: "`int`", found: shown(typed) },
        wholeDivision(typed),
      ),
    );
    return undefined;
  }
  const constant = evaluate(typed)?.[0];
  const [low, high] = constant === undefined ? (typed.type.range ?? [0, 0]) : [constant, constant];
  if (high < 0 || low >= axis.size) {
    context.report(
      scope,
      report(
        "index-out-of-range",
        item.span,
        { index: low === high ? low : `in [${low}, ${high}]`, size: axis.size },
        {
          label: axis.size === 1 ? "only 0 is there" : `0 to ${axis.size - 1} are there`,
          ...(axis.members === undefined
            ? {}
            : { help: `the members of \`${axis.name ?? "the axis"}\` are ${axis.members.join(", ")}` }),
        },
      ),
    );
    return undefined;
  }
  return constant === undefined ? { kind: "dynamic", index: typed } : { kind: "point", index: constant };
}

/** Where an `int` is expected, a quotient of two ints is a likely slip. */
export function wholeDivision(value: TypedExpression): { readonly help?: string } {
  const quotient =
    value.kind === "binary" &&
    value.fn === "divide" &&
    value.left.type.element === "int" &&
    value.right.type.element === "int";
  return quotient ? { help: "`int / int` is real division: `floor(… / …)` is whole" } : {};
}

/** A constant end of a slice, in [0, size]. */
function* bound(
  expression: Exclude<IndexItem, { kind: "slice" }>,
  axis: Axis,
  scope: Scope,
  context: Context,
): Checking<number | undefined> {
  const typed = expectScalar(yield* defer(context.check(expression, scope)), "the end of a slice", scope, context);
  if (typed.kind === "error") return undefined;
  const value = typed.type.element === "int" ? evaluate(typed)?.[0] : undefined;
  if (value === undefined) {
    context.report(scope, report("not-constant", expression.span, { what: "the end of a slice", rate: typed.rate }));
    return undefined;
  }
  if (value >= 0 && value <= axis.size) return value;
  context.report(scope, report("index-out-of-range", expression.span, { index: value, size: axis.size }));
  return undefined;
}

/** Whether a name stands for a declared axis. */
export function* axisNamed(name: string, scope: Scope, context: Context): Checking<string | undefined> {
  const definition = findLocal(scope, name) === undefined ? lookUp(context.unit, name, scope.home) : undefined;
  return definition?.kind === "axis" ? (yield* context.axis(definition))?.name : undefined;
}
