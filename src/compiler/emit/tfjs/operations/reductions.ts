import { sizeOf } from "../../../ir/broadcast.js";
import type { ArgExtremumNode, CumulativeSumNode, ReduceNode } from "../../../ir/node.js";
import { opsCall, tfCall, type Code } from "../code.js";
import type { Operands } from "../operands.js";

const functions = { sum: "sum", min: "min", max: "max", any: "any", all: "all" } as const;
const empty = { sum: 0, product: 1, min: Infinity, max: -Infinity, any: 0, all: 1 } as const;
const tensorTypes = { float: "float32", int: "int32", bool: "bool" } as const;

/** Removes axes; behind the row axis where there is one. */
export function translateReduce(node: ReduceNode, operands: Operands): Code {
  const shift = operands.batched(0) ? 1 : 0;
  if (sizeOf(operands.input(0).shape) === 0) {
    if (shift === 0) return tfCall("fill", node.shape, empty[node.fn], tensorTypes[node.dtype]);
    return opsCall("emptyReduction", operands.tensor(0), empty[node.fn], node.shape, tensorTypes[node.dtype]);
  }
  const axes = node.axes.map((axis) => axis + shift);
  const [axis = 0] = axes;
  const along = axes.length === 1 ? axis : axes;
  if (node.fn === "product") return opsCall("product", operands.tensor(0), along);
  return tfCall(functions[node.fn], operands.tensor(0), along);
}

export function translateArgExtremum(node: ArgExtremumNode, operands: Operands): Code {
  const axis = node.axis + (operands.batched(0) ? 1 : 0);
  return opsCall(node.fn === "max" ? "argMax" : "argMin", operands.tensor(0), axis);
}

export function translateCumulativeSum(node: CumulativeSumNode, operands: Operands): Code {
  return tfCall("cumsum", operands.tensor(0), node.axis + (operands.batched(0) ? 1 : 0));
}
