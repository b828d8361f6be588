import type { TypedExpression, TypedSpec } from "../check/typed.js";

/**
 * What a value is the sum or difference of, through names, `return` and `total`; terms stay whole. What is paid once stands for itself.
 */
export function addendsOf(root: TypedExpression, { total }: Pick<TypedSpec, "total">): readonly TypedExpression[] {
  const addends: TypedExpression[] = [];
  const stack = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    const parts = partsOf(value, total);
    if (parts === undefined) addends.push(value);
    else stack.push(...[...parts].reverse());
  }
  return addends;
}

function partsOf(value: TypedExpression, total: TypedExpression): readonly TypedExpression[] | undefined {
  switch (value.kind) {
    case "let":
      return [value.let.value];
    case "payment":
      return [value.value];
    case "environment":
      return value.name === "return" || value.name === "total" ? [total] : undefined;
    case "binary":
      return value.fn === "add" || value.fn === "subtract" ? [value.left, value.right] : undefined;
    case "unary":
      return value.fn === "negate" || value.fn === "cast" ? [value.operand] : undefined;
    case "call": {
      const [argument, ...others] = Object.values(value.arguments);
      const isSum = value.builtin === "sum" && argument?.kind === "vector" && others.length === 0;
      return isSum && argument.items.every(({ type }) => type.shape.length === 0) ? argument.items : undefined;
    }
    case "aggregate":
      // `sum(total) over episode` is `return`.
      return isSumOfTotal(value) ? [total] : undefined;
    default:
      return undefined;
  }
}

function isSumOfTotal({ aggregator, scope, value, where }: Extract<TypedExpression, { kind: "aggregate" }>): boolean {
  const ofTotal = value?.kind === "environment" && value.name === "total";
  return aggregator === "sum" && scope.kind === "episode" && ofTotal && where === undefined;
}
