import type { TypedExpression } from "../typed.js";
import { children, everyExpression } from "./children.js";

/** The number that a scalar expression always has (enum members by index), `undefined` where that is not plain from its form. */
export function constantValue(root: TypedExpression): number | undefined {
  if (root.rate !== "const") return undefined;
  const values = new Map<TypedExpression, number | undefined>();
  for (const value of everyExpression([root])) {
    const [first, second] = children(value).map((child) => values.get(child));
    values.set(value, fold(value, first, second));
  }
  return values.get(root);
}

function fold(value: TypedExpression, first: number | undefined, second: number | undefined): number | undefined {
  if (value.kind === "constant") return value.value.length === 1 ? value.value[0] : undefined;
  if (first === undefined) return undefined;
  if (value.kind === "let") return first;
  if (value.kind === "unary") return value.fn === "negate" ? -first : value.fn === "cast" ? first : undefined;
  if (value.kind !== "binary" || second === undefined) return undefined;
  if (value.fn === "add") return first + second;
  if (value.fn === "subtract") return first - second;
  if (value.fn === "multiply") return first * second;
  return value.fn === "divide" ? first / second : undefined;
}
