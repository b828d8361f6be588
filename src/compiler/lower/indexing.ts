import type { TypedIndex, TypedPermute, TypedVector } from "../check/typed.js";
import type { GraphBuilder } from "../ir/builder.js";
import { broadcastShapes } from "../ir/broadcast.js";
import type { DType, NodeId } from "../ir/node.js";
import { unreachable } from "../unreachable.js";
import type { PhaseLowering } from "./spec-lowering.js";

/** `[a, b, c]`, stacked along a new first axis; items of lower rank or of size 1 stretch. */
export function lowerVector(value: TypedVector, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const items = value.items.map((item) => lowering.expression(item));
  const dtype = widest(items.map((item) => ir.node(item).dtype));
  const rank = Math.max(...items.map((item) => ir.node(item).shape.length));
  const aligned = items.map((item) => {
    const { shape } = ir.node(item);
    return ir.reshape(ir.cast(item, dtype), [...Array.from({ length: rank - shape.length }, () => 1), ...shape]);
  });
  const shape = broadcastShapes(aligned.map((item) => ir.node(item).shape));
  if (shape === undefined) throw new Error("items of a vector differ in shape");
  return ir.stack(aligned.map((item) => ir.broadcast(item, shape)));
}

function widest(types: readonly DType[]): DType {
  return types.includes("float") ? "float" : types.includes("int") ? "int" : "bool";
}

/** Items from the last to the first, so that the axes before them keep their numbers. */
export function lowerIndex(value: TypedIndex, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  let result = lowering.expression(value.value);
  for (const [axis, item] of [...value.items.entries()].reverse()) {
    switch (item.kind) {
      case "point":
        result = withoutAxis(ir, part(ir, result, axis, item.index, 1), axis);
        break;
      case "range":
        result = part(ir, result, axis, item.start, item.end - item.start);
        break;
      case "pick":
        result = ir.gather(result, axis, item.indices);
        break;
      case "dynamic":
        result = pickDynamically(ir, result, axis, lowering.expression(item.index));
        break;
      default:
        unreachable(item);
    }
  }
  return result;
}

function part(ir: GraphBuilder, value: NodeId, axis: number, start: number, size: number): NodeId {
  const { shape } = ir.node(value);
  return ir.slice(
    value,
    shape.map((_, index) => (index === axis ? start : 0)),
    shape.map((old, index) => (index === axis ? size : old)),
  );
}

function withoutAxis(ir: GraphBuilder, value: NodeId, axis: number): NodeId {
  return ir.reshape(
    value,
    ir.node(value).shape.filter((_, index) => index !== axis),
  );
}

/** The element at a position that is known at run time only: a sum in which all others are left out. Outside of the axis it is 0. */
function pickDynamically(ir: GraphBuilder, value: NodeId, axis: number, index: NodeId): NodeId {
  const { dtype, shape } = ir.node(value);
  if (ir.node(index).shape.length > 0) throw new Error("an index is a single number");
  const size = shape[axis] ?? 1;
  const positions = ir.constant(
    Array.from({ length: size }, (_, position) => position),
    "int",
    shape.slice(axis).map((_, offset) => (offset === 0 ? size : 1)),
  );
  const here = ir.binary("equal", positions, index);
  if (dtype === "bool") return ir.reduce("any", ir.binary("and", here, value), [axis]);
  return ir.reduce("sum", ir.select(here, value, ir.constant(0, dtype)), [axis]);
}

/** Axes in a new order; `-1` inserts one of size 1. */
export function lowerPermute(value: TypedPermute, lowering: PhaseLowering): NodeId {
  const { ir } = lowering;
  const input = lowering.expression(value.value);
  const { shape } = ir.node(input);
  const kept = value.axes.filter((axis) => axis >= 0);
  const inOrder = kept.every((axis, position) => axis === position);
  const turned = inOrder ? input : ir.transpose(input, kept);
  return ir.reshape(
    turned,
    value.axes.map((axis) => (axis < 0 ? 1 : (shape[axis] ?? 1))),
  );
}
