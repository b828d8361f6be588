import type { ScalarValue, ValueId } from "./loop-program.js";

/** How far operands are looked at: squares and absolute values, of which sums are made, are near. */
const nearby = 4;

/** Whether a float may be −0, as far as the operations behind it show. */
export function canBeNegativeZero(id: ValueId, at: (id: ValueId) => ScalarValue, depth = nearby): boolean {
  const value = at(id);
  const of = (input: ValueId): boolean => canBeNegativeZero(input, at, depth - 1);
  if (value.op === "constant") return Object.is(value.value, -0);
  if (depth === 0) return true;
  if (value.op === "select") return of(value.then) || of(value.otherwise);
  if (value.op === "unary") {
    if (value.fn === "cast") return at(value.input).type === "float";
    return value.fn !== "abs" && value.fn !== "exp";
  }
  if (value.op !== "binary") return true;
  switch (value.fn) {
    case "multiply":
      return value.left !== value.right;
    // Only −0 + −0 and −0 − 0 are −0: equal numbers of opposite signs give +0.
    case "add":
      return of(value.left) && of(value.right);
    case "subtract":
      return of(value.left);
    default:
      return true;
  }
}
