import type { Node, NodeId } from "./node.js";

/** All nodes that `roots` depend on, themselves included. Does not follow slots. */
export function reachable(nodes: readonly Node[], roots: readonly NodeId[]): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(nodes[id]?.inputs ?? []));
  }
  return seen;
}
