import { canBeNegativeZero } from "./negative-zero.js";
import type { ScalarValue, ValueId } from "./loop-program.js";

/**
 * The x of `if x == 0 then 0 else sqrt(if x == 0 then 1 else x)`, which norms are lowered to so that their derivative at 0 is finite. A loop is not differentiated any more, and there it is
 * `sqrt(x)`: not where x may be −0, whose root is −0.
 */
export function guardedRoot(
  condition: ValueId,
  then: ValueId,
  otherwise: ValueId,
  at: (id: ValueId) => ScalarValue,
): ValueId | undefined {
  const isZero = (id: ValueId): boolean => {
    const value = at(id);
    return value.op === "constant" && Object.is(value.value, 0);
  };
  const [test, root] = [at(condition), at(otherwise)];
  if (!isZero(then) || test.op !== "binary" || test.fn !== "equal") return undefined;
  if (root.op !== "unary" || root.fn !== "sqrt") return undefined;
  const x = isZero(test.right) ? test.left : isZero(test.left) ? test.right : undefined;
  const guarded = at(root.input);
  if (x === undefined || guarded.op !== "select" || guarded.condition !== condition || guarded.otherwise !== x)
    return undefined;
  return canBeNegativeZero(x, at) ? undefined : x;
}
