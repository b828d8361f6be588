import { sizeOf } from "../ir/broadcast.js";
import type { LookupNode, Node, NodeId, PoolFunction, ReduceNode } from "../ir/node.js";
import type { Program } from "../ir/program.js";
import { unreachable } from "../unreachable.js";
import { assume, type Assumptions } from "./refine.js";
import { binaryInterval, unaryInterval } from "./elementwise.js";
import { anything, around, hull, interval, sameInterval, type Interval } from "./interval.js";

/** By node: an interval that holds every element of its value in every step (or at every reset), whatever finite inputs come. */
export type Bounds = readonly Interval[];

/** Rounds after which slots that still grow are widened, and rounds that then tighten what was widened too far. */
const patience = 3;
const tightening = 2;

/**
 * Interval analysis of the whole graph (Moore 1966; widening and narrowing over the state: Cousot and Cousot 1977). Signals and params keep to
 * their declared ranges; one interval stands for all elements of an array. Sound for real arithmetic; rounding is not accounted for.
 */
export function boundsOf(program: Program): Bounds {
  let slots: Slots = program.slots.map(({ shared }) => shared && interval(shared.first, shared.first));
  for (let round = 0; ; round++) {
    const bounds = evaluate(program, slots);
    const grown = program.slots.map(({ id, initial, next, shared }): Interval => {
      const before = slots[id];
      const now = hull(
        at(bounds, initial),
        before === undefined ? at(bounds, initial) : hull(before, at(bounds, next)),
      );
      if (before !== undefined && shared !== undefined && round <= patience)
        return isNearly(before, now) ? before : averaged(before, now, program.average?.step ?? 1);
      return before !== undefined && round > patience ? widened(before, now) : now;
    });
    const settled = grown.every((slot, index) => {
      const before = slots[index];
      return before !== undefined && sameInterval(before, slot);
    });
    slots = grown;
    if (settled && round > 0) break;
  }
  for (let round = 0; round < tightening; round++) {
    const bounds = evaluate(program, slots);
    slots = program.slots.map(({ initial, next }) => hull(at(bounds, initial), at(bounds, next)));
  }
  return evaluate(program, slots);
}

/** Ends that grow go to the next of 0 and ±1, then to infinity. */
function widened(before: Interval, now: Interval): Interval {
  const low = now.low < before.low ? Math.max(...[-1, 0, -Infinity].filter((end) => end <= now.low)) : before.low;
  const high = now.high > before.high ? Math.min(...[0, 1, Infinity].filter((end) => end >= now.high)) : before.high;
  return interval(low, high, now.mayBreak);
}

function at(bounds: Bounds, id: NodeId): Interval {
  return bounds[id] ?? anything;
}

type Slots = readonly (Interval | undefined)[];

/** Where an average that moves by `share` of a step's reward ends up, if it goes on as in its first step; another round proves it. */
function averaged(before: Interval, now: Interval, share: number): Interval {
  return interval(
    before.low + (Math.min(before.low, now.low) - before.low) / share,
    before.high + (Math.max(before.high, now.high) - before.high) / share,
  );
}

/** Whether `now` reaches no further than rounding explains. */
function isNearly(before: Interval, now: Interval): boolean {
  const close = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
  return close(before.low, now.low) && close(before.high, now.high);
}

function evaluate(program: Program, slots: Slots): Bounds {
  const bounds: Interval[] = [];
  const known = (id: NodeId): Interval => at(bounds, id);
  for (const node of program.nodes) bounds.push(nodeInterval(node, program, known, slots, 0));
  return bounds;
}

/** How deep conditions inside of branches are followed, and how many nodes of a branch are looked at again. */
const deepest = 3;
const widest = 400;

/** A side of a select where its condition is known, which tells more of what the side reads. */
function branch(side: NodeId, condition: NodeId, holds: boolean, view: View): Interval {
  const { program, known, depth } = view;
  return depth >= deepest ? known(side) : under(assume(condition, holds, program.nodes, known), side, view);
}

/** The interval of `target` where more is known of some nodes that it is made of. */
export function boundsUnder(assumptions: Assumptions, target: NodeId, program: Program, bounds: Bounds): Interval {
  return under(assumptions, target, { program, known: (id) => at(bounds, id), slots: [], depth: 0 });
}

function under(assumptions: Assumptions, target: NodeId, { program, known, slots, depth }: View): Interval {
  const first = Math.min(...assumptions.keys());
  if (!(first <= target)) return known(target);
  const cone = between(target, first, program.nodes);
  if (cone === undefined) return known(target);
  const again = new Map<NodeId, Interval>(assumptions);
  const seen = (id: NodeId): Interval => again.get(id) ?? known(id);
  for (const id of cone) {
    const node = program.nodes[id];
    const refined = node?.inputs.filter((input) => again.has(input)) ?? [];
    if (node === undefined || again.has(id) || refined.length === 0) continue;
    // A condition on one element of an array says nothing of the others.
    if (!elementwise.has(node.op) && refined.some((input) => sizeOf(program.nodes[input]?.shape ?? []) > 1)) continue;
    again.set(id, nodeInterval(node, program, seen, slots, depth + 1));
  }
  return seen(target);
}

const elementwise: ReadonlySet<Node["op"]> = new Set(["unary", "binary", "select", "lookup"]);

interface View {
  readonly program: Program;
  readonly known: (id: NodeId) => Interval;
  readonly slots: Slots;
  readonly depth: number;
}

/** Nodes from `first` on that `last` is made of, ascending; undefined where they are too many. */
function between(last: NodeId, first: NodeId, nodes: readonly Node[]): readonly NodeId[] | undefined {
  const found = new Set<NodeId>();
  const stack = [last];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id < first || found.has(id)) continue;
    found.add(id);
    if (found.size > widest) return undefined;
    stack.push(...(nodes[id]?.inputs ?? []));
  }
  return [...found].sort((a, b) => a - b);
}

function nodeInterval(
  node: Node,
  program: Program,
  known: (id: NodeId) => Interval,
  slots: Slots,
  depth: number,
): Interval {
  const input = (index: number): Interval => known(node.inputs[index] ?? -1);
  switch (node.op) {
    case "constant":
      return node.value.length === 0 ? anything : around(node.value, node.value.some(Number.isNaN));
    case "param":
      return declared(program.params.find(({ name }) => name === node.name)?.range, node);
    case "signal": {
      const signal = program.signals.find(({ name }) => name === node.name);
      return signal?.members === undefined ? declared(signal?.range, node) : interval(0, signal.members.length - 1);
    }
    case "flag":
    case "clock":
      return interval(0, 1);
    case "trained":
      return anything;
    case "state":
      return slots[node.slot] ?? anything;
    case "unary":
      return unaryInterval(node.fn, input(0), node.dtype);
    case "binary":
      return binaryInterval(node.fn, input(0), input(1), node.dtype);
    case "select": {
      const [condition = -1, then = -1, otherwise = -1] = node.inputs;
      const view = { program, known, slots, depth };
      const [taken, refused] = [
        () => branch(then, condition, true, view),
        () => branch(otherwise, condition, false, view),
      ];
      const { low, high } = known(condition);
      if (low === 1) return taken();
      return high === 0 ? refused() : hull(taken(), refused());
    }
    case "reduce":
      return reduced(node, input(0), program);
    case "arg-extremum":
      return interval(0, Math.max(0, (program.nodes[node.inputs[0] ?? -1]?.shape[node.axis] ?? 1) - 1));
    case "cumulative-sum": {
      const { low, high, mayBreak } = input(0);
      const count = node.shape[node.axis] ?? 1;
      return interval(Math.min(low, low * count), Math.max(high, high * count), mayBreak);
    }
    case "sort": {
      const { low, high, mayBreak } = input(0);
      return interval(low, mayBreak ? Infinity : high);
    }
    case "reshape":
    case "slice":
    case "gather":
    case "transpose":
      return input(0);
    case "concat":
      return node.inputs.map((_, index) => input(index)).reduce(hull);
    case "lookup":
      return lookedUp(node, input(0));
    case "record":
    case "spread":
    case "pair":
    case "dynamic-slice":
      return input(0);
    case "dynamic-update":
      return hull(input(0), input(2));
    case "shift":
      return hull(input(0), input(1));
    case "scan":
      return node.inputs.length === 4 ? { ...anything, mayBreak: true } : pooled(node.fn, input(0));
    case "pool":
      return pooled(node.fn, input(0));
    case "tally":
      return interval(0, Infinity);
    case "enqueue":
      return hull(hull(input(0), input(2)), interval(0, 0));
    case "order":
      return node.fn === "rank" ? interval(0, Infinity) : hull(input(0), interval(0, 0));
    default:
      return unreachable(node);
  }
}

function declared(range: readonly [number, number] | undefined, { dtype }: Node): Interval {
  if (range !== undefined) return interval(range[0], range[1]);
  return dtype === "bool" ? interval(0, 1) : anything;
}

function lookedUp({ table }: LookupNode, index: Interval): Interval {
  const first = Math.max(0, Math.ceil(index.low));
  const last = Math.min(table.length - 1, Math.floor(index.high));
  const values = table.slice(first, last + 1);
  return around(
    values.length === 0 ? table : values,
    values.some((value) => !Number.isFinite(value)),
  );
}

/** Any number of values as one; 0 where there are none. */
function pooled(fn: PoolFunction, x: Interval): Interval {
  switch (fn) {
    case "sum":
      return interval(x.low < 0 ? -Infinity : 0, x.high > 0 ? Infinity : 0, x.mayBreak);
    case "product":
      return x.low >= 0 && x.high <= 1 ? interval(0, 1, x.mayBreak) : { ...anything, mayBreak: x.mayBreak };
    case "any":
    case "all":
      return interval(0, 1);
    case "min":
    case "max":
    case "first":
    case "last":
      return hull(x, interval(0, 0));
    default:
      return unreachable(fn);
  }
}

function reduced(node: ReduceNode, x: Interval, program: Program): Interval {
  const shape = program.nodes[node.inputs[0] ?? -1]?.shape ?? [];
  const count = sizeOf(shape) / sizeOf(node.shape);
  switch (node.fn) {
    case "sum":
      return count === 0 ? interval(0, 0) : interval(x.low * count, x.high * count, x.mayBreak);
    case "product": {
      const ends = [x.low ** count, x.high ** count, x.low * x.high ** (count - 1), x.high * x.low ** (count - 1)];
      return count === 0 ? interval(1, 1) : around(ends, x.mayBreak);
    }
    case "min":
    case "max":
    case "any":
    case "all":
      return count === 0 ? { ...anything, mayBreak: true } : x;
    default:
      return unreachable(node.fn);
  }
}
