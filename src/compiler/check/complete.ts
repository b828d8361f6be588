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

function expectedOf({ expectations }: TypedSpec["tests"][number]): readonly TypedExpression[] {
  return expectations.flatMap(({ form }) => {
    switch (form.kind) {
      case "compare":
        return [form.left, form.right];
      case "condition":
        return [form.condition];
      case "cause":
        return [];
    }
  });
}
