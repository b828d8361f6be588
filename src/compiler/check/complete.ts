import { expectedOf } from "./expected.js";
import { expressionsOf } from "./machines/expressions.js";
import type { TypedExpression, TypedSpec } from "./typed.js";
import { walk } from "./walk.js";

/** The first ill-typed expression of a spec, tests included. A spec without findings has none: whoever lowers it relies on that. */
export function firstError(spec: TypedSpec): TypedExpression | undefined {
  let found: TypedExpression | undefined;
  walk(
    [...expressionsOf(spec), ...spec.tests.flatMap(expectedOf)],
    (expression) => {
      if (expression.kind === "error") found ??= expression;
      return found === undefined;
    },
    { lets: true },
  );
  return found;
}
