import type { Place } from "../../../automata/syntax-problem.js";
import type { TextEdge, TextLiteral } from "../../../automata/text/text-machine.js";
import type { Span } from "../../../source/span.js";
import type { TypedExpression, ValueType } from "../../typed.js";

const bool: ValueType = { element: "bool", shape: [] };

export function constant(value: number, span: Span): TypedExpression {
  return {
    kind: "constant",
    value: [value],
    type: { element: "float", shape: [] },
    rate: "const",
    availability: "step",
    span,
  };
}

/** A guard of the text format over the values of its labels. */
export function disjunction(
  guard: TextEdge["guard"],
  labels: ReadonlyMap<string, TypedExpression>,
  at: (place: Place) => Span,
  span: Span,
): TypedExpression {
  const cubes = guard.map((cube) =>
    fold(
      "and",
      cube.map((literal) => literalOf(literal, labels, at)),
      span,
    ),
  );
  return fold("or", cubes, span);
}

function literalOf(
  { label, negated, place }: TextLiteral,
  labels: ReadonlyMap<string, TypedExpression>,
  at: (place: Place) => Span,
): TypedExpression {
  const value = labels.get(label);
  if (value === undefined) throw new Error(`no label ${label}`);
  return negated
    ? { kind: "unary", fn: "not", operand: value, type: bool, rate: "step", availability: "step", span: at(place) }
    : value;
}

function fold(fn: "and" | "or", operands: readonly TypedExpression[], span: Span): TypedExpression {
  const [first, ...rest] = operands;
  if (first === undefined)
    return { kind: "constant", value: [fn === "and" ? 1 : 0], type: bool, rate: "const", availability: "step", span };
  return rest.reduce<TypedExpression>(
    (left, right) => ({ kind: "binary", fn, left, right, type: bool, rate: "step", availability: "step", span }),
    first,
  );
}
