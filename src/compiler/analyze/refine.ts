import type { BinaryFunction, Node, NodeId } from "../ir/node.js";
import { interval, type Interval } from "./interval.js";

/** What is known of nodes where a condition has come out one way. */
export type Assumptions = ReadonlyMap<NodeId, Interval>;

const opposite: Partial<Record<BinaryFunction, BinaryFunction>> = {
  less: "greater-equal",
  "less-equal": "greater",
  greater: "less-equal",
  "greater-equal": "less",
  equal: "not-equal",
  "not-equal": "equal",
};

/**
 * The intervals of nodes where `condition` is `holds`. Only scalars and conditions as large as the nodes that they compare: each element is then
 * known by its own condition. A comparison that fails may fail because a side is not a number, so it tells something of sides that cannot break only.
 */
export function assume(
  condition: NodeId,
  holds: boolean,
  nodes: readonly Node[],
  bounds: (id: NodeId) => Interval,
): Assumptions {
  const known = new Map<NodeId, Interval>();
  const meet = (id: NodeId, { low, high }: Interval): void => {
    const before = known.get(id) ?? bounds(id);
    const meeting = interval(Math.max(before.low, low), Math.min(before.high, high), before.mayBreak);
    // An empty meeting is a branch that is never taken: whatever is said of it is right.
    if (meeting.low <= meeting.high) known.set(id, meeting);
  };
  const stack = [{ id: condition, holds }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const node = nodes[top.id];
    if (node === undefined) continue;
    const [left = -1, right = -1] = node.inputs;
    if (node.op === "unary" && node.fn === "not") stack.push({ id: left, holds: !top.holds });
    else if (node.op === "unary" && node.fn === "is-finite" && top.holds) {
      const { low, high } = bounds(left);
      known.set(left, interval(low, high));
    } else if (node.op === "binary") {
      if (node.fn === (top.holds ? "and" : "or")) {
        stack.push({ id: left, holds: top.holds }, { id: right, holds: top.holds });
        continue;
      }
      if (!top.holds && (bounds(left).mayBreak || bounds(right).mayBreak)) continue;
      const fn = top.holds ? node.fn : opposite[node.fn];
      const { low: least, high: most } = bounds(left);
      const { low, high } = bounds(right);
      if (fn === "less" || fn === "less-equal" || fn === "equal") {
        meet(left, interval(-Infinity, high));
        meet(right, interval(least, Infinity));
      }
      if (fn === "greater" || fn === "greater-equal" || fn === "equal") {
        meet(left, interval(low, Infinity));
        meet(right, interval(-Infinity, most));
      }
    }
  }
  return known;
}
