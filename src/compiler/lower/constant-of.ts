import { evaluateNode, float64 } from "../../runtime/reference/evaluate.js";
import type { GraphBuilder } from "../ir/builder.js";
import type { NodeId } from "../ir/node.js";
import { reachable } from "../ir/reachable.js";

/** The row-major value of a node that is made of constants only. */
export function constantOf(ir: GraphBuilder, root: NodeId): readonly number[] {
  const values = new Map<NodeId, Float64Array>();
  for (const id of [...reachable(ir.nodes, [root])].sort((a, b) => a - b)) {
    const node = ir.node(id);
    const inputs = node.inputs.map((input) => ({
      shape: ir.node(input).shape,
      values: values.get(input) ?? new Float64Array(0),
    }));
    values.set(id, evaluateNode(node, inputs, nothing, float64));
  }
  return [...(values.get(root) ?? [])];
}

const none = (): never => {
  throw new Error("a constant reads nothing");
};
const nothing = { signal: none, param: none, clock: none, flag: none, trained: none, slot: none };
