import type { Node, NodeId, SelectNode } from "../../../ir/node.js";
import { at } from "../../at.js";
import { list, literal, opsCall, reference, type Code } from "../code.js";
import { constantOf, type Operands } from "../operands.js";

/** A table has an entry for each combination of its conditions. */
const mostConditions = 10;
/** Kernels of a look-up by conditions. It must save as many: on CPUs they are slower ones than those of selections. */
const kernelsOfTable = 6;

/**
 * A large tree of selections down to constants, such as which letter an automaton reads, as one look-up by its conditions; `undefined`
 * where the selections take fewer operations.
 */
export function translateDecision(node: SelectNode, { nodes }: Operands): Code | undefined {
  if (node.dtype === "bool" || node.shape.length > 0) return undefined;
  const tree = treeAt(node, nodes);
  if (tree === undefined || tree.conditions.length > mostConditions) return undefined;
  // A number that is chosen is spread over all rows first.
  if (tree.selections + tree.numbers < 2 * kernelsOfTable) return undefined;
  const table = entriesOf(node.id, tree.conditions, nodes);
  return opsCall(
    "decide",
    literal(table),
    list(tree.conditions.map(reference)),
    ...(node.dtype === "int" ? [] : ["float32"]),
  );
}

interface Tree {
  readonly conditions: readonly NodeId[];
  /** Different ones. */
  readonly selections: number;
  /** How often a selection has a constant side. */
  readonly numbers: number;
}

/** What a tree asks; `undefined` where it has other leaves than constants and truth values. */
function treeAt(root: SelectNode, nodes: readonly Node[]): Tree | undefined {
  const [seen, conditions] = [new Set<NodeId>(), new Set<NodeId>()];
  let [selections, numbers] = [0, 0];
  const waiting: NodeId[] = [root.id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (constantOf(nodes, id) !== undefined) {
      numbers++;
      continue;
    }
    if (seen.has(id)) continue;
    seen.add(id);
    const node = at(nodes, id);
    if (node.op === "select" && node.shape.length === 0) {
      selections++;
      waiting.push(...node.inputs.slice(1));
    } else if (!isTruthValue(node, nodes)) return undefined;
    const condition = at(node.inputs, 0);
    if (at(nodes, condition).rate !== root.rate || at(nodes, condition).shape.length > 0) return undefined;
    conditions.add(condition);
  }
  return { conditions: [...conditions].sort((a, b) => a - b), selections, numbers };
}

/** A truth value as a number. */
function isTruthValue(node: Node, nodes: readonly Node[]): boolean {
  return node.op === "unary" && node.fn === "cast" && at(nodes, at(node.inputs, 0)).dtype === "bool";
}

/** What the tree gives for each combination of its conditions: bit by bit those that hold, the first one lowest. */
function entriesOf(root: NodeId, conditions: readonly NodeId[], nodes: readonly Node[]): readonly number[] {
  const bits = new Map(conditions.map((id, bit) => [id, bit]));
  return Array.from({ length: 2 ** conditions.length }, (_, combination) => {
    for (let id = root; ;) {
      const [constant] = constantOf(nodes, id)?.values ?? [];
      if (constant !== undefined) return constant;
      const { op, inputs } = at(nodes, id);
      const holds = (combination >> (bits.get(at(inputs, 0)) ?? 0)) & 1;
      if (op !== "select") return holds;
      id = at(inputs, holds === 1 ? 1 : 2);
    }
  });
}
