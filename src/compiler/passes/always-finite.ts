import type { Node, NodeId } from "../ir/node.js";
import { at } from "./rebuild.js";

/** Greater numbers are infinite on targets of single precision. */
const greatestSingle = (2 - 2 ** -23) * 2 ** 127;

/** Whether a node is finite whatever is read: whole numbers and truth values, also as floats, entries of a table, and one of two such constants. */
export function isAlwaysFinite(node: Node, nodes: readonly Node[]): boolean {
  if (node.dtype !== "float") return true;
  const input = (id: NodeId | undefined): Node => at(nodes, id ?? -1);
  switch (node.op) {
    case "constant":
      return areFinite(node.value);
    case "lookup":
      return areFinite(node.table);
    case "unary":
      return node.fn === "cast" && input(node.inputs[0]).dtype !== "float";
    case "select":
      return node.inputs.slice(1).every((id) => {
        const side = input(id);
        return side.op === "constant" && areFinite(side.value);
      });
    default:
      return false;
  }
}

function areFinite(values: readonly number[]): boolean {
  return values.every((value) => Math.abs(value) <= greatestSingle);
}
