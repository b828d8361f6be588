import type { GraphBuilder } from "../ir/builder.js";
import type { BinaryNode, NodeId } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import type { Adjoint, Adjoints } from "./adjoints.js";

export function binaryBackward(adjoints: Adjoints, node: BinaryNode, gradient: Adjoint): void {
  const [x, y] = node.inputs;
  if (x === undefined || y === undefined) throw new Error(`${node.fn} of nothing`);
  const extremum = node.fn === "minimum" || node.fn === "maximum";
  for (const [side, input] of (
    [
      ["left", x],
      ["right", y],
    ] as const
  ).filter(([, id]) => adjoints.needs(id))) {
    const slope = derivative(adjoints.builder, node, x, y, side);
    if (slope === undefined) continue;
    adjoints.add(
      input,
      slope === "one" ? gradient.node : adjoints.scaled(gradient, slope),
      gradient.masked || extremum || node.fn === "power",
    );
  }
}

/** The partial derivative by one side, for z = f(x, y) the node itself; `undefined` where it is 0 wherever it is defined. */
function derivative(
  b: GraphBuilder,
  { fn, id: z }: BinaryNode,
  x: NodeId,
  y: NodeId,
  side: "left" | "right",
): NodeId | "one" | undefined {
  const left = side === "left";
  switch (fn) {
    case "add":
      return "one";
    case "subtract":
      return left ? "one" : b.constant(-1);
    case "multiply":
      return left ? y : x;
    case "divide":
      return left ? b.binary("divide", b.constant(1), y) : b.unary("negate", b.binary("divide", z, y));
    case "modulo":
      // x − y·floor(x/y)
      return left ? "one" : b.unary("negate", b.unary("floor", b.binary("divide", x, y)));
    case "remainder":
      return left ? "one" : b.unary("negate", b.unary("truncate", b.binary("divide", x, y)));
    case "power":
      return left ? byBase(b, x, y) : byExponent(b, x, z);
    case "minimum":
    case "maximum":
      return b.select(
        b.binary("equal", x, y),
        b.constant(0.5),
        b.cast(b.binary((fn === "minimum") === left ? "less" : "greater", x, y), "float"),
      );
    case "atan2": {
      // atan2(x, y), x the ordinate.
      const square = b.binary("add", b.unary("square", x), b.unary("square", y));
      return left ? b.binary("divide", y, square) : b.unary("negate", b.binary("divide", x, square));
    }
    case "equal":
    case "not-equal":
    case "less":
    case "less-equal":
    case "greater":
    case "greater-equal":
    case "and":
    case "or":
    case "xor":
      return undefined;
    default:
      return unreachable(fn);
  }
}

/** y·x^(y − 1), and 0 for x⁰, at 0 as well. */
function byBase(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  const zero = b.constant(0);
  const slope = b.binary("multiply", y, b.binary("power", x, b.binary("subtract", y, b.constant(1))));
  return b.select(b.binary("equal", y, zero), zero, slope);
}

/** x^y·log x; 0 where no logarithm is, as in tfjs: there only whole exponents have a power. */
function byExponent(b: GraphBuilder, x: NodeId, z: NodeId): NodeId {
  const zero = b.constant(0);
  return b.select(b.binary("greater", x, zero), b.binary("multiply", z, b.unary("log", x)), zero);
}
