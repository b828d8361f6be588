import type { Node, NodeId } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { reachable } from "../ir/reachable.js";

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
  const node = nodes[behindCasts(nodes, id)];
  if (node?.op !== "binary" || !(node.fn in directions)) return undefined;
  const direction = directions[node.fn as keyof typeof directions];
  const [left = -1, right = -1] = node.inputs;
  const changes = (side: NodeId): boolean => nodes[side]?.rate === "step" || nodes[side]?.rate === "episode";
  if (nodes[right]?.rate === "const" && changes(left)) return { of: left, direction };
  if (nodes[left]?.rate === "const" && changes(right)) return { of: right, direction: -direction };
  return undefined;
}

/**
 * The branches that a value of an episode is chosen from by how the episode went: conditions read only signals that come when it is over, and no two branches read the same signal, so that none is another with something added. Undefined for
 * other choices: what is known at the start, or says of what kind something is, is a route.
 */
export function outcomeTiersOf(program: Program, root: NodeId): Tiers | undefined {
  const { nodes } = program;
  const conditions: NodeId[] = [];
  const branches: NodeId[] = [];
  let id = behindCasts(nodes, root);
  for (let node = nodes[id]; node?.op === "select"; node = nodes[id]) {
    const [condition = -1, then = -1, otherwise = -1] = node.inputs;
    const read = signalsBelow(nodes, condition);
    if (read.size === 0 || ![...read].every((name) => isOutcome(program, name))) return undefined;
    conditions.push(condition);
    branches.push(then);
    id = behindCasts(nodes, otherwise);
  }
  if (conditions.length === 0) return undefined;
  branches.push(id);
  const all = branches.flatMap((branch) => [...signalsBelow(nodes, branch)]);
  return new Set(all).size < all.length ? undefined : { conditions, branches };
}

function isOutcome({ signals }: Program, name: string): boolean {
  const signal = signals.find((candidate) => candidate.name === name);
  return (
    signal?.per?.rate === "episode" &&
    !signal.per.atStart &&
    signal.members === undefined &&
    signal.presenceOf === undefined
  );
}

function signalsBelow(nodes: readonly Node[], root: NodeId): ReadonlySet<string> {
  const names = [...reachable(nodes, [root])].map((id) => nodes[id]);
  return new Set(names.flatMap((node) => (node?.op === "signal" ? [node.name] : [])));
}

/** A cast, a slower value where a faster one is read, and what the last step of an episode knows are the value itself. */
function behindCasts(nodes: readonly Node[], id: NodeId): NodeId {
  const node = nodes[id];
  const isSame =
    node?.op === "spread" ||
    node?.op === "record" ||
    (node?.op === "pool" && node.fn === "last" && node.scope === "episode") ||
    (node?.op === "unary" && node.fn === "cast");
  return isSame ? behindCasts(nodes, node.inputs[0] ?? id) : id;
}
