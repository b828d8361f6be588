import type { NodeId } from "./node.js";
import type { Program } from "./program.js";
import { reachable } from "./reachable.js";

/** The signals, actions and params that values read in a step, in the program's order. What is remembered of earlier steps does not count. */
export function inputNames({ nodes, signals, params }: Program, roots: readonly NodeId[]): readonly string[] {
  const read = new Set<string>();
  for (const id of reachable(nodes, roots)) {
    const node = nodes[id];
    if (node?.op === "signal" || node?.op === "param") read.add(node.name);
  }
  return [...signals, ...params].map(({ name }) => name).filter((name) => read.has(name));
}
