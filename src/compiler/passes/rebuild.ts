import { phaseOf, rateOf } from "../ir/inference.js";
import { withNeedsReset } from "../ir/needs-reset.js";
import type { Node, NodeId } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { mapReferences } from "../ir/references.js";

/** What becomes of a node: another node in its place, or the id of a node of the new list. */
export type Replacement = Node | { readonly use: NodeId };

/**
 * Goes through the nodes in order and builds a new list. `replace` sees a node whose inputs are ids of the new list, and that list.
 * Rates and phases are found anew. The program itself comes back when every node was kept as it is.
 */
export function rebuild(program: Program, replace: (node: Node, nodes: readonly Node[]) => Replacement): Program {
  const nodes: Node[] = [];
  const moved: NodeId[] = [];
  let changed = false;
  for (const node of program.nodes) {
    const inputs = node.inputs.map((input) => at(moved, input));
    const same = inputs.every((input, place) => input === node.inputs[place]);
    const here = same ? node : ({ ...node, inputs } as Node);
    const replacement = replace(here, nodes);
    if ("use" in replacement) {
      moved.push(replacement.use);
      const used = at(nodes, replacement.use);
      if (used.label === undefined && node.label !== undefined) nodes[used.id] = { ...used, label: node.label };
      changed = true;
      continue;
    }
    changed ||= replacement !== node;
    moved.push(nodes.length);
    nodes.push(inferred(replacement, nodes.length, nodes));
  }
  return changed ? withNeedsReset({ ...mapReferences(program, (id) => at(moved, id)), nodes }) : program;
}

function inferred(node: Node, id: NodeId, nodes: readonly Node[]): Node {
  const inputs = node.inputs.map((input) => at(nodes, input));
  const rate = rateOf(node, inputs);
  const phase = phaseOf(node, inputs);
  if (phase === undefined) throw new Error(`node ${id} reads several phases`);
  return node.id === id && node.rate === rate && node.phase === phase ? node : { ...node, id, rate, phase };
}

/** The item at an index that is known to exist. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}
