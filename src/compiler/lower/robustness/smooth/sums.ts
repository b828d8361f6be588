import type { GraphBuilder } from "../../../ir/builder.js";
import type { NodeId } from "../../../ir/node.js";
import { infinite } from "../margin.js";

/**
 * What a smooth extremum knows of its members: sums over them. Sums of exponentials are numbers s·eᵐ with a common exponent m, the greatest of the members', so that they neither overflow nor
 * vanish. Everything is finite, and derivatives are. All nodes of one have one shape: `[]`, or `[n]` for n sums side by side.
 */
export interface Sums {
  /** m; where there is no member the least number there is. */
  readonly exponent: NodeId;
  /** Sums of exponentials, as multiples of eᵐ. */
  readonly scaled: readonly NodeId[];
  /** Other sums. */
  readonly plain: readonly NodeId[];
  /** Whether +∞ is a member, which beats all. Bool. */
  readonly unbounded: NodeId;
}

/** A node of a sum, and what it is where there is no member. */
export type Change = (part: NodeId, empty: number) => NodeId;

/** The same done to every node. */
export function mapSums({ exponent, scaled, plain, unbounded }: Sums, change: Change): Sums {
  return {
    exponent: change(exponent, -infinite),
    scaled: scaled.map((part) => change(part, 0)),
    plain: plain.map((part) => change(part, 0)),
    unbounded: change(unbounded, 0),
  };
}

/** Sums over the members of both. */
export function join(ir: GraphBuilder, one: Sums, other: Sums): Sums {
  const exponent = ir.binary("maximum", one.exponent, other.exponent);
  const [left, right] = [one, other].map((sums) => share(ir, sums.exponent, exponent)) as [NodeId, NodeId];
  const pairs = (parts: readonly NodeId[], others: readonly NodeId[], add: (x: NodeId, y: NodeId) => NodeId) =>
    parts.map((part, index) => add(part, others[index] ?? part));
  return {
    exponent,
    scaled: pairs(one.scaled, other.scaled, (x, y) =>
      ir.binary("add", ir.binary("multiply", x, left), ir.binary("multiply", y, right)),
    ),
    plain: pairs(one.plain, other.plain, (x, y) => ir.binary("add", x, y)),
    unbounded: ir.binary("or", one.unbounded, other.unbounded),
  };
}

/** Sums `[n]` side by side as one, `[]`. */
export function joinAll(ir: GraphBuilder, { exponent, scaled, plain, unbounded }: Sums): Sums {
  const all = ir.reduce("max", exponent);
  const part = share(ir, exponent, all);
  return {
    exponent: all,
    scaled: scaled.map((each) => ir.reduce("sum", ir.binary("multiply", each, part))),
    plain: plain.map((each) => ir.reduce("sum", each)),
    unbounded: ir.reduce("any", unbounded),
  };
}

/** Of sums `[n]` side by side, at each place those of the places before it; `[n + 1]`, the first over nothing. */
export function runningSums(ir: GraphBuilder, sums: Sums): Sums {
  const size = ir.node(sums.exponent).shape[0] ?? 0;
  let all = sums;
  for (let shift = 1; shift < size; shift *= 2) {
    const late = join(ir, sliceSums(ir, all, shift, size - shift), sliceSums(ir, all, 0, size - shift));
    all = concatSums(ir, sliceSums(ir, all, 0, shift), late);
  }
  const nothing = mapSums(sums, (part, empty) => ir.constant(empty, ir.node(part).dtype, [1]));
  return concatSums(ir, nothing, all);
}

export function sliceSums(ir: GraphBuilder, sums: Sums, start: number, size: number): Sums {
  return mapSums(sums, (part) => ir.slice(part, [start], [size]));
}

/** e^(from − to), where `to` is the greater. */
export function share(ir: GraphBuilder, from: NodeId, to: NodeId): NodeId {
  return ir.unary("exp", ir.binary("subtract", from, to));
}

/** The nodes, in the order in which `mapSums` comes to them. */
export function partsOf({ exponent, scaled, plain, unbounded }: Sums): readonly NodeId[] {
  return [exponent, ...scaled, ...plain, unbounded];
}

function concatSums(ir: GraphBuilder, one: Sums, other: Sums): Sums {
  const parts = partsOf(other);
  let next = 0;
  return mapSums(one, (part) => ir.concat([part, parts[next++] ?? part], 0));
}
