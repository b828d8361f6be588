import { nodeKey } from "../ir/node-key.js";
import type { NodeId } from "../ir/node.js";
import type { Pass } from "./pass.js";
import { rebuild } from "./rebuild.js";

/** Equal nodes become one; it keeps the place of the first. */
export const share: Pass = {
  name: "share",
  run(program) {
    const known = new Map<string, NodeId>();
    return rebuild(program, (node, nodes) => {
      const key = nodeKey(node, node.phase);
      const earlier = known.get(key);
      if (earlier !== undefined) return { use: earlier };
      known.set(key, nodes.length);
      return node;
    });
  },
};
