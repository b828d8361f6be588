import type { TypedExpression } from "../check/typed.js";
import { walk } from "../check/walk.js";

/** What an advantage compares within groups, and what it reads beside that. */
export interface Comparisons {
  /** x of `center(x) over group`, `zscore(x, …) over group` and `x - (mean(x) over group)`. */
  readonly compared: readonly TypedExpression[];
  /** Values outside of comparisons. */
  readonly others: readonly TypedExpression[];
}

/** The values that an advantage compares with those of the same group, itself left out or not. */
export function comparisonsIn(advantage: TypedExpression): Comparisons {
  const compared: TypedExpression[] = [];
  const others: TypedExpression[] = [];
  walk(
    [advantage],
    (value) => {
      const own = comparedBy(value);
      if (own === undefined) others.push(value);
      else compared.push(own);
      return own === undefined;
    },
    { lets: true },
  );
  return { compared, others };
}

function comparedBy(value: TypedExpression): TypedExpression | undefined {
  if (value.kind === "aggregate") {
    const compares = value.aggregator === "center" || value.aggregator === "zscore";
    const inGroup = value.scope.kind === "group" && value.where === undefined;
    return compares && inGroup ? value.value : undefined;
  }
  if (value.kind !== "binary" || value.fn !== "subtract") return undefined;
  const mean = behindLets(value.right);
  const isMean = mean.kind === "aggregate" && mean.aggregator === "mean" && mean.scope.kind === "group";
  if (!isMean || mean.by !== undefined || mean.where !== undefined || mean.value === undefined) return undefined;
  return isSame(behindLets(value.left), behindLets(mean.value)) ? value.left : undefined;
}

/** The value that names stand for. */
export function behindLets(value: TypedExpression): TypedExpression {
  let inner = value;
  while (inner.kind === "let" || (inner.kind === "unary" && inner.fn === "cast"))
    inner = inner.kind === "let" ? inner.let.value : inner.operand;
  return inner;
}

/** Whether two values are one by their names. */
function isSame(left: TypedExpression, right: TypedExpression): boolean {
  if (left === right) return true;
  if (left.kind === "term" && right.kind === "term") return left.term === right.term && left.part === right.part;
  if (left.kind === "environment" && right.kind === "environment") return left.name === right.name;
  return left.kind === "signal" && right.kind === "signal" && left.name === right.name;
}
