import type { Node, NodeId } from "../../compiler/ir/node.js";
import type { Program } from "../../compiler/ir/program.js";

/** The nodes `roots` and all below them; below those that `opens` refuses no further. */
export function reachable(
  { nodes }: Program,
  roots: readonly NodeId[],
  opens: (node: Node) => boolean = () => true,
): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const node = nodes[id];
    if (node !== undefined && opens(node)) waiting.push(...node.inputs);
  }
  return found;
}
