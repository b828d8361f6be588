import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { elementwise, type UnitRule } from "./elementwise.js";
import { valueOf } from "./lowering/call.js";
import { expectNumber, expectSameShape, expectSameUnit } from "./typing/expect.js";
import { numeric, type Range } from "./typing/types.js";
import { radian } from "./typing/units.js";

const everything = (): Range => [-Infinity, Infinity];
const unitInterval = (): Range => [-1, 1];

function angle(name: string, documentation: string, lower: "sin" | "cos" | "tan", value: number): Builtin {
  return elementwise({
    name,
    documentation,
    unit: "pure",
    range: lower === "tan" ? everything : unitInterval,
    lower,
    examples: [{ expression: `${name}(0.5)`, value }],
  });
}

function inverse(
  name: string,
  documentation: string,
  lower: "asin" | "acos" | "atan",
  range: Range,
  value: number,
): Builtin {
  const unit: UnitRule = "pure";
  return elementwise({
    name,
    documentation,
    unit,
    resultUnit: radian,
    range: () => range,
    lower,
    examples: [{ expression: `${name}(0.5)`, value }],
  });
}

/** floor-mod(x + π, 2π) − π, in [−π, π). */
export function wrapped(value: NodeId, { ir }: Pick<Lowering, "ir">): NodeId {
  const turned = ir.binary("modulo", ir.binary("add", value, ir.constant(Math.PI)), ir.constant(2 * Math.PI));
  return ir.binary("subtract", turned, ir.constant(Math.PI));
}

const atan2: Builtin = {
  name: "atan2",
  documentation: "The angle of the point (x, y) in radians, in [-pi, pi]; 0 at the origin.",
  parameters: [
    { name: "y", kind: "value" },
    { name: "x", kind: "value" },
  ],
  stateful: false,
  type(call) {
    const types = ["y", "x"].map((name) => expectNumber(call, "atan2", name));
    const shape = expectSameShape(call, "atan2", ["y", "x"]);
    if (types.includes(undefined) || shape === undefined || expectSameUnit(call, "atan2", ["y", "x"]) === undefined)
      return undefined;
    return numeric("float", shape, { unit: radian, range: [-Math.PI, Math.PI] });
  },
  lower: (call, lowering) => lowering.ir.binary("atan2", valueOf(call, lowering, "y"), valueOf(call, lowering, "x")),
  examples: [{ expression: "atan2(1, -1)", value: 2.356194490192345 }],
};

/** `sin cos tan asin acos atan atan2 wrap_angle`. Angles are in radians. */
export const trigonometry: readonly Builtin[] = [
  angle("sin", "The sine of each angle, in radians.", "sin", 0.479425538604203),
  angle("cos", "The cosine of each angle, in radians.", "cos", 0.8775825618903728),
  angle("tan", "The tangent of each angle, in radians.", "tan", 0.5463024898437905),
  inverse(
    "asin",
    "The angle in [-pi/2, pi/2] with this sine; not finite outside of [-1, 1].",
    "asin",
    [-Math.PI / 2, Math.PI / 2],
    0.5235987755982989,
  ),
  inverse(
    "acos",
    "The angle in [0, pi] with this cosine; not finite outside of [-1, 1].",
    "acos",
    [0, Math.PI],
    1.0471975511965979,
  ),
  inverse(
    "atan",
    "The angle in [-pi/2, pi/2] with this tangent.",
    "atan",
    [-Math.PI / 2, Math.PI / 2],
    0.4636476090008061,
  ),
  atan2,
  elementwise({
    name: "wrap_angle",
    documentation: "The same angle in [-pi, pi): floor-mod(x + pi, 2 pi) - pi.",
    unit: "angle",
    range: () => [-Math.PI, Math.PI],
    lower: wrapped,
    examples: [{ expression: "wrap_angle(4)", value: 4 - 2 * Math.PI }],
  }),
];
