import type { TypedCall, ValueType } from "../../check/typed.js";
import type { NodeId } from "../../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "../builtin.js";
import { isVector } from "../geometry.js";
import { valueOf } from "../lowering/call.js";
import { joinLast, lastSlice } from "../lowering/shape.js";
import { euclidean } from "../lowering/vectors.js";
import { argumentOf, expectSameShape, expectType } from "../typing/expect.js";
import { broadcastAxes } from "../typing/shapes.js";
import { numeric } from "../typing/types.js";
import { radian } from "../typing/units.js";
import { conjugate, joined, multiply, parts, rotate, type Order, type Parts } from "./algebra.js";

interface QuaternionRule {
  readonly name: string;
  readonly documentation: string;
  /** Arguments that are quaternions, and those that are vectors of three. */
  readonly quaternions: readonly string[];
  readonly vectors?: readonly string[];
  readonly gives: "quaternion" | "vector" | "angle";
  readonly lower: (
    quaternions: readonly Parts[],
    vectors: readonly NodeId[],
    order: Order,
    lowering: Lowering,
  ) => NodeId;
  readonly examples: Builtin["examples"];
}

/** A function of unit quaternions. The order of their components is part of their type, and all arguments must have the same. */
function quaternionFunction(rule: QuaternionRule): Builtin {
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: [...rule.quaternions, ...(rule.vectors ?? [])].map((name) => ({ name, kind: "value" })),
    stateful: false,
    type: (call) => quaternionType(rule, call),
    lower(call: TypedCall, lowering) {
      const order = orderOf(call, rule);
      const quaternions = rule.quaternions.map((name) => parts(valueOf(call, lowering, name), order, lowering));
      const vectors = (rule.vectors ?? []).map((name) => valueOf(call, lowering, name));
      return rule.lower(quaternions, vectors, order, lowering);
    },
    examples: rule.examples,
  };
}

function orderOf(call: Pick<TypedCall, "arguments" | "options" | "span">, rule: QuaternionRule): Order {
  const order = call.arguments[rule.quaternions[0] ?? ""]?.type.quaternion;
  if (order === undefined) throw new Error(`${rule.name} of something that is not a quaternion`);
  return order;
}

function quaternionType(rule: QuaternionRule, call: TypingCall): ValueType | undefined {
  const first = expectType(
    call,
    rule.name,
    rule.quaternions[0] ?? "",
    "a quaternion",
    (type) => type.quaternion !== undefined,
  );
  if (first === undefined) return undefined;
  const others = rule.quaternions
    .slice(1)
    .map((name) =>
      expectType(call, rule.name, name, `\`quat ${first.quaternion}\``, (type) => type.quaternion === first.quaternion),
    );
  const vectors = (rule.vectors ?? []).map((name) =>
    expectType(call, rule.name, name, "a vector of 3", (type) => isVector(type, 3)),
  );
  if ([...others, ...vectors].includes(undefined)) return undefined;
  const leading = broadcastAxes(
    [...rule.quaternions, ...(rule.vectors ?? [])].map((name) => argumentOf(call, name).type.shape.slice(0, -1)),
  );
  if (leading === undefined) {
    expectSameShape(call, rule.name, [...rule.quaternions, ...(rule.vectors ?? [])]);
    return undefined;
  }
  switch (rule.gives) {
    case "quaternion":
      return {
        ...numeric("float", [...leading, { size: 4 }]),
        ...(first.quaternion === undefined ? {} : { quaternion: first.quaternion }),
      };
    case "vector":
      return numeric("float", [...leading, { size: 3 }], {
        unit: vectors[0]?.unit,
        range: rule.vectors === undefined ? [-1, 1] : undefined,
      });
    case "angle":
      return numeric("float", leading, { unit: radian, range: [0, Math.PI] });
  }
}

function first<T>(values: readonly T[], index = 0): T {
  const value = values[index];
  if (value === undefined) throw new Error("an argument is missing");
  return value;
}

/** 2·atan2(‖v‖, |w|) of a·b*: the angle of the rotation that takes b to a, by the shorter way. */
function errorAngle(a: Parts, b: Parts, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const { w, v } = multiply(a, conjugate(b, lowering), lowering);
  const cosine = ir.reshape(ir.unary("abs", w), ir.node(w).shape.slice(0, -1));
  return ir.binary("multiply", ir.constant(2), ir.binary("atan2", euclidean(v, lowering), cosine));
}

/** The rotation about z alone: yaw = atan2(2(wz + xy), 1 − 2(y² + z²)). */
function yawOnly({ w, v }: Parts, order: Order, lowering: Lowering): NodeId {
  const { ir } = lowering;
  const [x, y, z] = [0, 1, 2].map((index) => lastSlice(v, index, 1, lowering)) as [NodeId, NodeId, NodeId];
  const times = (left: NodeId, right: NodeId): NodeId => ir.binary("multiply", left, right);
  const sine = times(ir.constant(2), ir.binary("add", times(w, z), times(x, y)));
  const cosine = ir.binary(
    "subtract",
    ir.constant(1),
    times(ir.constant(2), ir.binary("add", times(y, y), times(z, z))),
  );
  const half = ir.binary("divide", ir.binary("atan2", sine, cosine), ir.constant(2));
  const zero = ir.constant(0, "float", ir.node(half).shape);
  return joined(
    { w: ir.unary("cos", half), v: joinLast([zero, zero, ir.unary("sin", half)], lowering) },
    order,
    lowering,
  );
}

/** Rotations as unit quaternions, in either order of components. */
export const quaternions: readonly Builtin[] = [
  quaternionFunction({
    name: "quat_mul",
    documentation: "Hamilton's product a b: the rotation b followed by the rotation a.",
    quaternions: ["a", "b"],
    gives: "quaternion",
    lower: (values, _, order, lowering) => joined(multiply(first(values), first(values, 1), lowering), order, lowering),
    examples: [
      {
        spec: [
          "signal turn: quat wxyz",
          "term half_turn = quat_mul(turn, turn)[3]",
          'test "two quarter turns about z" { step { turn = [sqrt(0.5), 0, 0, sqrt(0.5)] }  expect half_turn == 1 }',
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "quat_conj",
    documentation: "The conjugate, which undoes the rotation.",
    quaternions: ["q"],
    gives: "quaternion",
    lower: (values, _, order, lowering) => joined(conjugate(first(values), lowering), order, lowering),
    examples: [
      {
        spec: [
          "signal turn: quat wxyz",
          "term nothing = quat_mul(turn, quat_conj(turn))[0]",
          'test "there and back" { step { turn = [sqrt(0.5), 0, 0, sqrt(0.5)] }  expect nothing == 1 }',
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "quat_rotate",
    documentation: "The vector v rotated by q: from the body's frame to the world's.",
    quaternions: ["q"],
    vectors: ["v"],
    gives: "vector",
    lower: (values, vectors, _, lowering) => rotate(first(values), first(vectors), lowering),
    examples: [
      {
        spec: [
          "signal turn: quat wxyz",
          "term left = quat_rotate(turn, [1, 0, 0]).y",
          'test "a quarter turn about z takes x to y" { step { turn = [sqrt(0.5), 0, 0, sqrt(0.5)] }  expect left == 1 }',
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "quat_rotate_inverse",
    documentation: "The vector v rotated back by q: from the world's frame to the body's.",
    quaternions: ["q"],
    vectors: ["v"],
    gives: "vector",
    lower: (values, vectors, _, lowering) => rotate(conjugate(first(values), lowering), first(vectors), lowering),
    examples: [
      {
        spec: [
          "signal turn: quat wxyz",
          "term right = quat_rotate_inverse(turn, [1, 0, 0]).y",
          'test "back takes x to -y" { step { turn = [sqrt(0.5), 0, 0, sqrt(0.5)] }  expect right == -1 }',
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "quat_error",
    documentation:
      "The angle of the rotation from b to a in radians, in [0, pi]: 2 atan2(norm(v), abs(w)) of a times the conjugate of b.",
    quaternions: ["a", "b"],
    gives: "angle",
    lower: (values, _, __, lowering) => errorAngle(first(values), first(values, 1), lowering),
    examples: [
      {
        spec: [
          "signal attitude, wanted: quat wxyz",
          "term wrong weight -1 = quat_error(attitude, wanted)",
          'test "a quarter turn" { step { attitude = [sqrt(0.5), 0, 0, sqrt(0.5)], wanted = [1, 0, 0, 0] }  expect wrong == -pi / 2 }',
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "yaw_only",
    documentation: "The part of the rotation about the vertical axis z, as a quaternion.",
    quaternions: ["q"],
    gives: "quaternion",
    lower: (values, _, order, lowering) => yawOnly(first(values), order, lowering),
    examples: [
      {
        spec: [
          "signal attitude: quat wxyz",
          "term tilt = quat_error(attitude, yaw_only(attitude))",
          'test "a roll by a quarter is no yaw, a turn about z is all yaw" {',
          "  step { attitude = [sqrt(0.5), sqrt(0.5), 0, 0] }  expect tilt == pi / 2",
          "  step { attitude = [sqrt(0.5), 0, 0, sqrt(0.5)] }  expect tilt == 0",
          "}",
        ],
      },
    ],
  }),
  quaternionFunction({
    name: "projected_gravity",
    documentation:
      "The direction of gravity (0, 0, -1) in the frame of a body with orientation q; (0, 0, -1) when it stands upright.",
    quaternions: ["q"],
    gives: "vector",
    lower: (values, _, __, lowering) =>
      rotate(conjugate(first(values), lowering), lowering.ir.constant([0, 0, -1], "float", [3]), lowering),
    examples: [
      {
        spec: [
          "signal attitude: quat wxyz",
          "term tilt weight -1 = sum(projected_gravity(attitude).xy ^ 2)",
          'test "upright, and on its side" {',
          "  step { attitude = [1, 0, 0, 0] }                  expect tilt == 0",
          "  step { attitude = [sqrt(0.5), sqrt(0.5), 0, 0] }  expect tilt == -1",
          "}",
        ],
      },
    ],
  }),
];
