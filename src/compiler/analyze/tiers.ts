import type { Node, NodeId } from "../ir/node.js";
import type { Program } from "../ir/program.js";

/** Stages of one value, each with what it pays: the branches of `match x { >= a -> …, >= b -> …, else -> … }`. */
export interface Tiers {
  /** The conditions in the order of the chain; the last branch has none. */
  readonly conditions: readonly NodeId[];
  /** One more than conditions. */
  readonly branches: readonly NodeId[];
}

const directions = { greater: 1, "greater-equal": 1, less: -1, "less-equal": -1 } as const;

/**
 * The tiers that a value is chosen from: at least three, by thresholds of one and the same value that all point in one direction. Undefined for
 * other choices, which are routes and have no order.
 */
export function tiersOf({ nodes }: Program, root: NodeId): Tiers | undefined {
  const conditions: NodeId[] = [];
  const branches: NodeId[] = [];
  let of: NodeId | undefined;
  let direction = 0;
  let id = behindCasts(nodes, root);
  for (let node = nodes[id]; node?.op === "select"; node = nodes[id]) {
    const [condition = -1, then = -1, otherwise = -1] = node.inputs;
    const threshold = thresholdOf(nodes, condition);
    if (threshold === undefined) return undefined;
    of ??= threshold.of;
    direction ||= threshold.direction;
    if (threshold.of !== of || threshold.direction !== direction) return undefined;
    conditions.push(condition);
    branches.push(then);
    id = behindCasts(nodes, otherwise);
  }
  return conditions.length < 2 ? undefined : { conditions, branches: [...branches, id] };
}

/** A comparison of a value with a constant: of what, and 1 where it holds above. */
function thresholdOf(
  nodes: readonly Node[],
  id: NodeId,
): { readonly of: NodeId; readonly direction: number } | undefined {
  const node = nodes[id];
  if (node?.op !== "binary" || !(node.fn in directions)) return undefined;
  const direction = directions[node.fn as keyof typeof directions];
  const [left = -1, right = -1] = node.inputs;
  if (nodes[right]?.rate === "const" && nodes[left]?.rate === "step") return { of: left, direction };
  if (nodes[left]?.rate === "const" && nodes[right]?.rate === "step") return { of: right, direction: -direction };
  return undefined;
}

function behindCasts(nodes: readonly Node[], id: NodeId): NodeId {
  const node = nodes[id];
  return node?.op === "unary" && node.fn === "cast" ? behindCasts(nodes, node.inputs[0] ?? id) : id;
}
