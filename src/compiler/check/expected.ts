import type { TypedExpression, TypedTest } from "./typed.js";

/** The expressions that a test expects something of. */
export function expectedOf({ expectations }: TypedTest): readonly TypedExpression[] {
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
