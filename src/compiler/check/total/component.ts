import type { Identifier, NameExpression } from "../../syntax/ast/index.js";
import type { Context } from "../context.js";
import { errorAt, index } from "../make.js";
import type { Scope } from "../scope.js";
import { defer, type Checking } from "../task.js";
import type { TypedExpression } from "../typed.js";
import { componentNames } from "./components.js";
import { reportUnknownComponent } from "./into.js";

/** What has one value for each component of `total`. */
const named: ReadonlySet<string> = new Set(["total", "return", "reward"]);

/** `total.speed`, `return.speed`, and `reward.speed` in tests; `undefined` for another name. */
export function* readComponent(
  base: NameExpression,
  field: Identifier | undefined,
  scope: Scope,
  context: Context,
): Checking<TypedExpression | undefined> {
  if (!named.has(base.name) || field === undefined) return undefined;
  const value = yield* defer(context.check(base, scope));
  const span = { ...base.span, end: field.span.end };
  if (value.kind === "error") return errorAt(span);
  const names = componentNames(context.unit) ?? [];
  const place = names.indexOf(field.name);
  if (place < 0) {
    reportUnknownComponent(field, names, scope, context);
    return errorAt(span);
  }
  return index(value, [{ kind: "point", index: place }], { element: "float", shape: [] }, span);
}
