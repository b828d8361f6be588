import { report } from "../../diagnostics/report.js";
import { describeType } from "../../builtins/typing/types.js";
import type { ComprehensionExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { errorAt, index, numberConstant } from "../make.js";
import { withLocals, type Local, type Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import { isThere, orNothing } from "../type/ragged.js";
import type { TypedExpression, ValueType } from "../typed.js";
import { stack } from "./vector.js";

/** `f(q) for i, q in xs`: the body written out for each element of xs, as a vector; each copy owns its state. */
export function* expand(
  expression: ComprehensionExpression,
  scope: Scope,
  context: Context,
): Checking<TypedExpression> {
  const source = yield* defer(context.check(expression.source, scope));
  if (source.kind === "error") return errorAt(expression.span);
  const [axis, ...rest] = source.type.shape;
  if (axis === undefined) {
    context.report(
      scope,
      report("type-mismatch", source.span, {
        what: "what `in` runs over",
        expected: "an array",
        found: `\`${describeType(source.type)}\``,
      }),
    );
    return errorAt(expression.span);
  }
  const type: ValueType = { ...source.type, shape: rest };
  const items: TypedExpression[] = [];
  for (let place = 0; place < axis.size; place++) {
    const element =
      source.kind === "vector"
        ? source.items[place]
        : index(source, [{ kind: "point", index: place }], type, expression.item.span);
    if (element === undefined) return errorAt(expression.span);
    const { span } = expression.item;
    // What the body remembers of a place without an item is what it remembers of 0 or false.
    const item =
      axis.ragged === undefined ? element : orNothing(element, isThere(axis, numberConstant(place, "int", span), span));
    const locals = new Map<string, Local>([[expression.item.name, { kind: "value", value: item }]]);
    if (expression.index !== undefined)
      locals.set(expression.index.name, { kind: "value", value: numberConstant(place, "int", expression.index.span) });
    const body = yield* defer(context.check(expression.body, { ...withLocals(scope, locals), copied: true }));
    if (body.kind === "error") return errorAt(expression.span);
    items.push(body);
  }
  return stack(items, axis, expression.span, scope, context);
}
