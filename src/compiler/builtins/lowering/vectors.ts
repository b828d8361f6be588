import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { ratioOrZero, safeSqrt } from "./safe.js";
import { lastGather, restoreAxes } from "./shape.js";

type Graph = Pick<Lowering, "ir">;

/** Vectors lie along the last axis; a scalar is a vector of one. */
function lastAxis(value: NodeId, { ir }: Graph): readonly number[] {
  const rank = ir.node(value).shape.length;
  return rank === 0 ? [] : [rank - 1];
}

/** The sum of products along the last axis. */
export function dot(left: NodeId, right: NodeId, lowering: Graph): NodeId {
  const product = lowering.ir.binary("multiply", left, right);
  return lowering.ir.reduce("sum", product, lastAxis(product, lowering));
}

/** The Euclidean length along `axes`, the last by default; gradient 0 at 0. */
export function euclidean(value: NodeId, lowering: Graph, axes: readonly number[] = lastAxis(value, lowering)): NodeId {
  return safeSqrt(lowering.ir.reduce("sum", lowering.ir.unary("square", value), axes), lowering);
}

/** The vector of length 1 in the same direction; the zero vector stays zero. */
export function unitVector(
  value: NodeId,
  lowering: Graph,
  axes: readonly number[] = lastAxis(value, lowering),
): NodeId {
  return ratioOrZero(value, restoreAxes(euclidean(value, lowering, axes), axes, lowering), lowering);
}

/** The cross product of vectors of three along the last axis. */
export function cross(left: NodeId, right: NodeId, lowering: Graph): NodeId {
  const { ir } = lowering;
  const forward = ir.binary("multiply", lastGather(left, [1, 2, 0], lowering), lastGather(right, [2, 0, 1], lowering));
  const backward = ir.binary("multiply", lastGather(left, [2, 0, 1], lowering), lastGather(right, [1, 2, 0], lowering));
  return ir.binary("subtract", forward, backward);
}

/** The same vector with its last axis kept at size 1, to scale vectors by a number each. */
export function perVector(value: NodeId, lowering: Graph): NodeId {
  return restoreAxes(value, [lowering.ir.node(value).shape.length], lowering);
}
