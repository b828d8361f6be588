import type { BinaryFunction, UnaryFunction } from "../ir/node.js";
import type { Span } from "../source/span.js";
import type {
  Availability,
  Rate,
  Timing,
  TypedBinary,
  TypedConstant,
  TypedError,
  TypedExpression,
  TypedIndex,
  TypedIndexItem,
  TypedPermute,
  TypedSelect,
  TypedUnary,
  TypedVector,
  ValueType,
} from "./typed.js";

/** Slowest rate first. */
const rates: readonly Rate[] = ["const", "param", "batch", "group", "episode", "segment", "step"];
/** What is known first stands first. */
const availabilities: readonly Availability[] = ["step", "segment", "episode", "group", "batch"];

export const atStep: Timing = { rate: "step", availability: "step" };
export const atEpisode: Timing = { rate: "episode", availability: "episode" };
const atConst: Timing = { rate: "const", availability: "step" };
export const atParam: Timing = { rate: "param", availability: "step" };

/** The fastest rate and the latest availability of the inputs. Values of two segments together change with any step. */
export function timingOf(inputs: readonly Timing[]): Timing {
  return inputs.reduce(joined, atConst);
}

function joined(one: Timing, other: Timing): Timing {
  const segments = [one, other].filter(({ rate }) => rate === "segment");
  const mixed = segments.length === 2 && one.segment !== other.segment;
  const rate = mixed ? "step" : fasterRate(one.rate, other.rate);
  const segment = rate === "segment" ? segments[0]?.segment : undefined;
  const perTag = commonTag(one, other);
  return {
    rate,
    availability: latest(one.availability, other.availability),
    ...(segment === undefined ? {} : { segment }),
    ...(one.finish === true || other.finish === true ? { finish: true } : {}),
    ...(perTag === undefined ? {} : { perTag }),
  };
}

/** What is the same for the whole batch is the same for each tag. */
function commonTag(one: Timing, other: Timing): Timing["perTag"] {
  if (one.perTag?.number === other.perTag?.number) return one.perTag;
  const [tagged, rest] = one.perTag === undefined ? [other, one] : [one, other];
  return rest.perTag === undefined && isAsSlowAs(rest.rate, "batch") ? tagged.perTag : undefined;
}

function fasterRate(one: Rate, other: Rate): Rate {
  return rates.indexOf(one) < rates.indexOf(other) ? other : one;
}

export function latest(one: Availability, other: Availability): Availability {
  return availabilities.indexOf(one) < availabilities.indexOf(other) ? other : one;
}

/** Whether a value of `rate` may stand where `limit` is the fastest that is allowed. */
export function isAsSlowAs(rate: Rate, limit: Rate): boolean {
  return rates.indexOf(rate) <= rates.indexOf(limit);
}

/** What has been reported already: it fits everywhere and silences what follows from it. */
export function errorAt(span: Span): TypedError {
  return { kind: "error", type: { element: "float", shape: [] }, ...atConst, span };
}

export function constant(value: readonly number[], type: ValueType, span: Span): TypedConstant {
  return { kind: "constant", type, ...atConst, span, value };
}

/** A single number with its value as range. */
export function numberConstant(value: number, element: "int" | "float", span: Span): TypedConstant {
  return constant([value], { element, shape: [], range: [value, value] }, span);
}

export function booleanConstant(value: boolean, span: Span): TypedConstant {
  return constant([value ? 1 : 0], { element: "bool", shape: [] }, span);
}

export function unary(fn: UnaryFunction, operand: TypedExpression, type: ValueType, span: Span): TypedUnary {
  return { kind: "unary", type, ...timingOf([operand]), span, fn, operand };
}

export function binary(
  fn: BinaryFunction,
  left: TypedExpression,
  right: TypedExpression,
  type: ValueType,
  span: Span,
): TypedBinary {
  return { kind: "binary", type, ...timingOf([left, right]), span, fn, left, right };
}

export function select(
  condition: TypedExpression,
  then: TypedExpression,
  otherwise: TypedExpression,
  type: ValueType,
  span: Span,
): TypedSelect {
  return { kind: "select", type, ...timingOf([condition, then, otherwise]), span, condition, then, else: otherwise };
}

export function vector(items: readonly TypedExpression[], type: ValueType, span: Span): TypedVector {
  return { kind: "vector", type, ...timingOf(items), span, items };
}

export function index(
  value: TypedExpression,
  items: readonly TypedIndexItem[],
  type: ValueType,
  span: Span,
): TypedIndex {
  const dynamic = items.flatMap((item) => (item.kind === "dynamic" ? [item.index] : []));
  return { kind: "index", type, ...timingOf([value, ...dynamic]), span, value, items };
}

export function permute(value: TypedExpression, axes: readonly number[], type: ValueType): TypedPermute {
  return { kind: "permute", type, ...timingOf([value]), span: value.span, value, axes };
}

/** A number of another kind: booleans become 0 and 1. */
export function cast(value: TypedExpression, element: "int" | "float"): TypedExpression {
  if (value.kind === "error" || value.type.element === element) return value;
  const range = value.type.range ?? (value.type.element === "bool" ? ([0, 1] as const) : undefined);
  const type: ValueType = { ...value.type, element, ...(range === undefined ? {} : { range }) };
  return unary("cast", value, type, value.span);
}
