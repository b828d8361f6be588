import type { NodeId } from "../../ir/node.js";
import type { Lowering } from "../builtin.js";
import { joinLast, lastSlice } from "../lowering/shape.js";
import { cross, dot, perVector } from "../lowering/vectors.js";

type Graph = Pick<Lowering, "ir">;
export type Order = "wxyz" | "xyzw";

/** A quaternion taken apart, whatever its order: w has a last axis of 1, v of 3. */
export interface Parts {
  readonly w: NodeId;
  readonly v: NodeId;
}

export function parts(value: NodeId, order: Order, lowering: Graph): Parts {
  return order === "wxyz"
    ? { w: lastSlice(value, 0, 1, lowering), v: lastSlice(value, 1, 3, lowering) }
    : { w: lastSlice(value, 3, 1, lowering), v: lastSlice(value, 0, 3, lowering) };
}

export function joined({ w, v }: Parts, order: Order, lowering: Graph): NodeId {
  return joinLast(order === "wxyz" ? [w, v] : [v, w], lowering);
}

export function conjugate({ w, v }: Parts, { ir }: Graph): Parts {
  return { w, v: ir.unary("negate", v) };
}

/** Hamilton's product: (w₁w₂ − v₁·v₂, w₁v₂ + w₂v₁ + v₁×v₂). */
export function multiply(left: Parts, right: Parts, lowering: Graph): Parts {
  const { ir } = lowering;
  const inner = perVector(dot(left.v, right.v, lowering), lowering);
  const scaled = ir.binary("add", ir.binary("multiply", left.w, right.v), ir.binary("multiply", right.w, left.v));
  return {
    w: ir.binary("subtract", ir.binary("multiply", left.w, right.w), inner),
    v: ir.binary("add", scaled, cross(left.v, right.v, lowering)),
  };
}

/** q·x·q* of a unit quaternion without building the product: x + w·t + v×t with t = 2·v×x. */
export function rotate({ w, v }: Parts, vector: NodeId, lowering: Graph): NodeId {
  const { ir } = lowering;
  const twice = ir.binary("multiply", ir.constant(2), cross(v, vector, lowering));
  return ir.binary("add", ir.binary("add", vector, ir.binary("multiply", w, twice)), cross(v, twice, lowering));
}
