import { productOfBounds } from "../type/interval.js";
import type { TypedBinary, TypedExpression, TypedParamDeclaration, TypedUnary } from "../typed.js";
import { children, everyExpression } from "./children.js";

/** Both ends included; `±Infinity` where nothing is known. */
export type Bounds = readonly [low: number, high: number];

const unknown: Bounds = [-Infinity, Infinity];

/**
 * What a scalar expression can be, from declared ranges and interval arithmetic; a param among `params` stands at its declared value, and `known` may say more. Meant for
 * rewards and counters of edges: operators that these rarely use answer with what their type says.
 */
export function boundsOf(
  root: TypedExpression,
  params: readonly TypedParamDeclaration[],
  known: (value: TypedExpression) => Bounds | undefined = () => undefined,
): Bounds {
  const declared = new Map(params.map(({ name, value }) => [name, value]));
  const bounds = new Map<TypedExpression, Bounds>();
  for (const value of everyExpression([root])) {
    const below = children(value).map((child) => bounds.get(child) ?? unknown);
    const computed = known(value) ?? compute(value, below, declared);
    const said = value.type.range ?? (value.type.element === "bool" ? [0, 1] : unknown);
    bounds.set(value, [
      computed[0] === -Infinity ? said[0] : computed[0],
      computed[1] === Infinity ? said[1] : computed[1],
    ]);
  }
  return bounds.get(root) ?? unknown;
}

function compute(
  value: TypedExpression,
  below: readonly Bounds[],
  params: ReadonlyMap<string, readonly number[]>,
): Bounds {
  switch (value.kind) {
    case "constant":
      return hull(value.value.map((item) => [item, item]));
    case "param":
      return hull((params.get(value.name) ?? []).map((item) => [item, item]));
    case "let":
    case "index":
    case "permute":
      return below[0] ?? unknown;
    case "select": {
      const [condition, then, otherwise] = below;
      if (condition?.[0] === 1) return then ?? unknown;
      return condition?.[1] === 0 ? (otherwise ?? unknown) : hull(below.slice(1));
    }
    case "vector":
      return hull(below);
    case "unary":
      return unary(value.fn, below[0] ?? unknown);
    case "binary":
      return binary(value.fn, below[0] ?? unknown, below[1] ?? unknown);
    default:
      return unknown;
  }
}

function unary(fn: TypedUnary["fn"], [low, high]: Bounds): Bounds {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const smallest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
  switch (fn) {
    case "negate":
      return [-high, -low];
    case "abs":
      return [smallest, largest];
    case "square":
      return [smallest * smallest, largest * largest];
    case "relu":
      return [Math.max(0, low), Math.max(0, high)];
    case "exp":
      return [Math.exp(low), Math.exp(high)];
    case "tanh":
      return [Math.tanh(low), Math.tanh(high)];
    case "sign":
    case "sin":
    case "cos":
      return [-1, 1];
    case "sigmoid":
      return [0, 1];
    case "not":
      return [1 - high, 1 - low];
    case "cast":
      return [low, high];
    default:
      return unknown;
  }
}

function binary(fn: TypedBinary["fn"], [a, b]: Bounds, [c, d]: Bounds): Bounds {
  switch (fn) {
    case "add":
      return [a + c, b + d];
    case "subtract":
      return [a - d, b - c];
    case "multiply":
      return corners([a, b], [c, d], productOfBounds);
    case "divide":
      return c > 0 || d < 0 ? corners([a, b], [c, d], (x, y) => x / y) : unknown;
    case "minimum":
      return [Math.min(a, c), Math.min(b, d)];
    case "maximum":
      return [Math.max(a, c), Math.max(b, d)];
    case "less":
      return truth(b < c, a >= d);
    case "less-equal":
      return truth(b <= c, a > d);
    case "greater":
      return truth(a > d, b <= c);
    case "greater-equal":
      return truth(a >= d, b < c);
    case "equal":
      return truth(a === b && c === d && a === c, b < c || a > d);
    case "and":
      return [Math.min(a, c), Math.min(b, d)];
    case "or":
      return [Math.max(a, c), Math.max(b, d)];
    default:
      return unknown;
  }
}

function truth(certain: boolean, impossible: boolean): Bounds {
  return certain ? [1, 1] : impossible ? [0, 0] : [0, 1];
}

function corners(left: Bounds, right: Bounds, operation: (x: number, y: number) => number): Bounds {
  const values = left.flatMap((x) => right.map((y) => operation(x, y)));
  return values.some(Number.isNaN) ? unknown : [Math.min(...values), Math.max(...values)];
}

function hull(parts: readonly Bounds[]): Bounds {
  return parts.length === 0
    ? unknown
    : [Math.min(...parts.map(([low]) => low)), Math.max(...parts.map(([, high]) => high))];
}
