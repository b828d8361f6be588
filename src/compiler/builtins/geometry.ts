import type { Axis, Dimension, TypedCall, TypedExpression, ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { padded } from "./lowering/padding.js";
import { cross, dot, euclidean, unitVector } from "./lowering/vectors.js";
import {
  argumentOf,
  expectNumber,
  expectPureNumber,
  expectSameShape,
  expectSameUnit,
  expectType,
} from "./typing/expect.js";
import { numeric, type Range } from "./typing/types.js";
import { multiplyUnits, radian } from "./typing/units.js";

interface Pairwise {
  readonly name: string;
  readonly documentation: string;
  /** What the vectors are called: `a` and `b` if not said. */
  readonly names?: readonly [string, string];
  /** The vectors must have this many components. */
  readonly components?: number;
  /** The result is a vector again. */
  readonly vector?: true;
  readonly unit: "same" | "product" | "angle" | "none" | "pure";
  readonly range?: Range;
  readonly lower: (a: NodeId, b: NodeId, lowering: Lowering) => NodeId;
  readonly examples: Builtin["examples"];
}

/** A function of two vectors, which lie along the last axis; the other axes broadcast. */
export function pairwise(rule: Pairwise): Builtin {
  const names = rule.names ?? ["a", "b"];
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: names.map((name) => ({ name, kind: "value" })),
    stateful: false,
    ragged: (call) => lastOf(names.map((name) => argumentOf(call, name))),
    type: (call) => pairwiseType(rule, names, call),
    lower(call: TypedCall, lowering): NodeId {
      const [a, b] = [valueOf(call, lowering, names[0]), valueOf(call, lowering, names[1])];
      if (call.arguments.present === undefined) return rule.lower(a, b, lowering);
      const present = valueOf(call, lowering, "present");
      return rule.lower(padded(a, present, 0, lowering), padded(b, present, 0, lowering), lowering);
    },
    examples: rule.examples,
  };
}

/** The axis that vectors lie along: where one of them varies in length, what they have in common does. */
function lastOf(vectors: readonly TypedExpression[]): readonly Axis[] {
  return vectors
    .flatMap(({ type }) => type.shape.slice(-1))
    .filter(({ ragged }) => ragged !== undefined)
    .slice(0, 1);
}

function pairwiseType(rule: Pairwise, names: readonly [string, string], call: TypingCall): ValueType | undefined {
  const types = names.map((name) =>
    rule.components === undefined
      ? expectNumber(call, rule.name, name)
      : expectType(call, rule.name, name, `a vector of ${rule.components}`, (type) => isVector(type, rule.components)),
  );
  const [a, b] = types;
  if (a === undefined || b === undefined) return undefined;
  const shape = expectSameShape(call, rule.name, names);
  const unit = rule.unit === "same" ? expectSameUnit(call, rule.name, names) : { unit: unitOf(rule, a, b) };
  const pure = rule.unit !== "pure" || names.every((name) => expectPureNumber(call, rule.name, name));
  if (shape === undefined || unit === undefined || !pure) return undefined;
  return numeric("float", rule.vector === true ? shape : shape.slice(0, -1), { unit: unit.unit, range: rule.range });
}

function unitOf(rule: Pairwise, a: ValueType, b: ValueType): Dimension | undefined {
  return rule.unit === "product" ? multiplyUnits(a.unit, b.unit) : rule.unit === "angle" ? radian : undefined;
}

/** An array of numbers whose last axis has this many elements. */
export function isVector(type: ValueType, components?: number): boolean {
  const last: Axis | undefined = type.shape.at(-1);
  return (
    type.element !== "enum" && type.element !== "string" && (components === undefined || last?.size === components)
  );
}

/** 2·atan2(‖a/‖a‖ − b/‖b‖‖, ‖a/‖a‖ + b/‖b‖‖), exact for nearly parallel vectors too (Kahan 2006). */
function angleBetween(a: NodeId, b: NodeId, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const [left, right] = [unitVector(a, lowering), unitVector(b, lowering)];
  const apart = euclidean(ir.binary("subtract", left, right), lowering);
  const together = euclidean(ir.binary("add", left, right), lowering);
  return ir.binary("multiply", ir.constant(2), ir.binary("atan2", apart, together));
}

function cosineOf(a: NodeId, b: NodeId, lowering: Lowering): NodeId {
  return dot(unitVector(a, lowering), unitVector(b, lowering), lowering);
}

/** `dot distance cross angle_between cosine`: functions of two vectors. */
export const geometry: readonly Builtin[] = [
  pairwise({
    name: "dot",
    documentation: "The scalar product along the last axis.",
    unit: "product",
    lower: dot,
    examples: [{ expression: "dot([1, 2, 3], [4, 5, 6])", value: 32 }],
  }),
  pairwise({
    name: "distance",
    documentation: "The Euclidean distance of two points: norm(a - b).",
    unit: "same",
    range: [0, Infinity],
    lower: (a, b, lowering) => euclidean(lowering.ir.binary("subtract", a, b), lowering),
    examples: [{ expression: "distance([1, 1], [4, 5])", value: 5 }],
  }),
  pairwise({
    name: "cross",
    documentation: "The cross product of vectors of three.",
    components: 3,
    vector: true,
    unit: "product",
    lower: cross,
    examples: [{ expression: "cross([1, 0, 0], [0, 1, 0])", value: [0, 0, 1] }],
  }),
  pairwise({
    name: "angle_between",
    documentation: "The angle between two vectors in radians, in [0, pi].",
    unit: "angle",
    range: [0, Math.PI],
    lower: angleBetween,
    examples: [{ expression: "angle_between([1, 0], [0, 2])", value: Math.PI / 2 }],
  }),
  pairwise({
    name: "cosine",
    documentation: "The cosine similarity of two vectors, in [-1, 1]; 0 where one of them is zero.",
    unit: "none",
    range: [-1, 1],
    lower: cosineOf,
    examples: [{ expression: "cosine([1, 0], [3, 4])", value: 0.6 }],
  }),
];
