import type { GraphBuilder } from "../../ir/builder.js";
import type { NodeId } from "../../ir/node.js";

/** Whether the state is one of those marked. */
export function byState(ir: GraphBuilder, marked: readonly boolean[], state: NodeId): NodeId {
  if (marked.every((mark) => mark === marked[0])) return ir.boolean(marked[0] === true);
  return ir.lookup(
    marked.map((mark) => (mark ? 1 : 0)),
    state,
    "bool",
  );
}
