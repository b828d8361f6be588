import type { Node, NodeId } from "../ir/node.js";
import type { Pass } from "./pass.js";
import { rebuild } from "./rebuild.js";

/** Equal nodes become one; it keeps the place of the first. */
export const share: Pass = {
  name: "share",
  run(program) {
    const known = new Map<string, NodeId>();
    return rebuild(program, (node, nodes) => {
      const key = keyOf(node);
      const earlier = known.get(key);
      if (earlier !== undefined) return { use: earlier };
      known.set(key, nodes.length);
      return node;
    });
  },
};

/** Everything that makes a node what it is: not its number, nor the place in the source that it comes from. */
function keyOf(node: Node): string {
  const { id: _, origin: __, ...rest } = node;
  return JSON.stringify(rest, (___, value: unknown) => (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)) ? `#${Object.is(value, -0) ? "-0" : value}` : value));
}
