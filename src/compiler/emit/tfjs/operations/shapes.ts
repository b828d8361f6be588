import { sizeOf } from "../../../ir/broadcast.js";
import type {
  ConcatNode,
  GatherNode,
  LookupNode,
  Node,
  ReshapeNode,
  SliceNode,
  TransposeNode,
} from "../../../ir/node.js";
import { list, literal, opsCall, reference, tfCall, type Code } from "../code.js";
import { constantOf, isBatched, type Operands } from "../operands.js";

export function translateReshape(node: ReshapeNode, operands: Operands): Code {
  const element = elementOf(node, operands);
  if (element !== undefined) return element;
  return tfCall("reshape", operands.tensor(0), operands.batched(0) ? [-1, ...node.shape] : node.shape);
}

/** `x[:, 2]`: a slice of one place of one axis whose reshape drops that axis. */
function elementOf(node: ReshapeNode, operands: Operands): Code | undefined {
  const slice = operands.input(0);
  const whole = operands.at(slice.inputs[0] ?? node.id);
  if (slice.op !== "slice" || !isBatched(slice) || constantOf(operands.nodes, whole.id) !== undefined) return undefined;
  const cut = slice.shape.flatMap((size, axis) => (size === whole.shape[axis] ? [] : [axis]));
  const [axis = 0] = cut;
  const dropped = slice.shape.filter((_, index) => index !== axis);
  const fits = cut.length === 1 && slice.shape[axis] === 1 && dropped.join() === node.shape.join();
  return fits ? tfCall("gather", reference(whole.id), slice.starts[axis] ?? 0, axis + 1) : undefined;
}

/** Up to so many places a gather is much faster than tfjs's slice, which copies its whole input (wasm) or goes by element (cpu). */
const fewPlaces = 16;

export function translateSlice(node: SliceNode, operands: Operands): Code {
  const rows = operands.batched(0);
  const whole = operands.input(0).shape;
  const cut = node.shape.flatMap((size, axis) => (size === whole[axis] ? [] : [axis]));
  const [axis = 0] = cut;
  const size = node.shape[axis] ?? 0;
  if (rows && cut.length === 1 && size <= fewPlaces) {
    const places = Array.from({ length: size }, (_, place) => place + (node.starts[axis] ?? 0));
    return tfCall("gather", operands.tensor(0), places, axis + 1);
  }
  return tfCall(
    "slice",
    operands.tensor(0),
    rows ? [0, ...node.starts] : node.starts,
    rows ? [-1, ...node.shape] : node.shape,
  );
}

export function translateGather(node: GatherNode, operands: Operands): Code {
  return tfCall("gather", operands.tensor(0), node.indices, node.axis + (operands.batched(0) ? 1 : 0));
}

export function translateTranspose(node: TransposeNode, operands: Operands): Code {
  const rows = operands.batched(0);
  return tfCall(
    "transpose",
    operands.tensor(0),
    rows ? [0, ...node.permutation.map((axis) => axis + 1)] : node.permutation,
  );
}

export function translateLookup(node: LookupNode, operands: Operands): Code {
  const table = node.dtype === "bool" ? node.table.map((value) => (value === 0 ? 0 : 1)) : node.table;
  const dtype = { float: "float32", int: "int32", bool: "bool" }[node.dtype];
  // Rows of whole trajectories that are no steps may hold any number.
  if (node.phase === "finish") return opsCall("boundedLookup", table, operands.tensor(0), dtype);
  return node.dtype === "int"
    ? opsCall("lookup", table, operands.tensor(0))
    : opsCall("lookup", table, operands.tensor(0), dtype);
}

/** Stacks values of one shape where the parts were made for that; else joins, repeating parts that have no rows. */
export function translateConcat(node: ConcatNode, operands: Operands): Code {
  const parts = node.inputs.map((_, index) => operands.input(index));
  const rows = isBatched(node);
  if (!rows) return tfCall("concat", list(parts.map((_, index) => operands.tensor(index))), node.axis);
  const stacked = parts.map((part) => unstacked(part, node, operands));
  if (parts.length > 1 && stacked.every((id) => id !== undefined)) {
    return tfCall("stack", list(stacked.map((id) => reference(id ?? -1))), 1);
  }
  const codes = parts.map((part, index) => {
    const value = constantOf(operands.nodes, part.id);
    return value?.values.length === 1 ? literal(value.values[0] ?? 0) : operands.tensor(index);
  });
  return parts.every(isBatched)
    ? tfCall("concat", list(codes), node.axis + 1)
    : opsCall("join", list(codes), node.axis + 1);
}

/** The value that a part `[1, …shape]` wraps, if it has rows. */
function unstacked(part: Node, whole: ConcatNode, operands: Operands): number | undefined {
  if (whole.axis !== 0 || part.op !== "reshape" || !isBatched(part)) return undefined;
  const inner = operands.at(part.inputs[0] ?? -1);
  const wraps =
    part.shape[0] === 1 && inner.shape.length === part.shape.length - 1 && sizeOf(inner.shape) === sizeOf(part.shape);
  return wraps && inner.shape.every((size, axis) => size === part.shape[axis + 1]) ? inner.id : undefined;
}
