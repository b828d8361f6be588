import type { TypedCall } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, BuiltinParameter, Lowering, TypingCall } from "./builtin.js";
import { numberOr, wordOr } from "./lowering/call.js";
import { itemsAlong } from "./lowering/padding.js";
import { reduction } from "./reduction.js";
import { countOf } from "./typing/axes.js";
import { reportOption } from "./typing/expect.js";
import { rangeOf } from "./typing/types.js";

const ties = ["mean", "lower", "upper"] as const;

/** `median quantile`, over all element axes unless `axis:` says otherwise. */
export const quantiles: readonly Builtin[] = [
  quantile({
    name: "median",
    documentation:
      "The middle element; `ties` says what an even number of them gives: the `mean` of the two in the middle, the `lower` or the `upper` one.",
    parameters: [{ name: "ties", kind: "word", words: ties }],
    examples: [
      { expression: "median([1, 8, 2, 4], ties: mean)", value: 3 },
      { expression: "median([1, 8, 2, 4], ties: lower)", value: 2 },
    ],
  }),
  quantile({
    name: "quantile",
    documentation:
      "The element at position q (n - 1) of the n sorted ones; between two of them the line (`mean`, the default), the `lower` or the `upper` one.",
    parameters: [
      { name: "q", kind: "number" },
      { name: "ties", kind: "word", words: ties, optional: true },
    ],
    check(call) {
      const q = numberOr(call.options, "q", NaN);
      if (q >= 0 && q <= 1) return true;
      reportOption(call, "quantile", "q", "a number from 0 to 1");
      return false;
    },
    examples: [
      { expression: "quantile([5, 1, 3], 0.25)", value: 2 },
      { expression: "quantile([5, 1, 3], 0.25, ties: upper)", value: 3 },
    ],
  }),
];

interface Rule {
  readonly name: string;
  readonly documentation: string;
  readonly parameters: readonly BuiltinParameter[];
  readonly check?: (call: TypingCall) => boolean;
  readonly examples: Builtin["examples"];
}

function quantile(rule: Rule): Builtin {
  return reduction({
    ...rule,
    takes: "number",
    defaultAxes: "all",
    gives: "float",
    unit: "keep",
    range: (type) => rangeOf(type),
    padding: "highest",
    least: () => 1,
    lower(value, axes, lowering, call, present) {
      const { ir } = lowering;
      const { shape } = ir.node(value);
      const most = countOf(shape, axes);
      const items = present && itemsAlong(shape, axes, present, lowering);
      const sorted = sortedAlong(ir.cast(value, "float"), axes, lowering);
      const found = atPositions(sorted, positions(call, most), items, lowering);
      // A NaN has no place in the order, and spoils it.
      return ir.select(ir.reduce("all", ir.binary("equal", value, value), axes), found, ir.reduce("sum", value, axes));
    },
  });
}

/** The elements along the axes in ascending order, along a new last axis. */
function sortedAlong(value: NodeId, axes: readonly number[], { ir }: Lowering): NodeId {
  const { shape } = ir.node(value);
  const others = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...others, ...axes];
  const behind = order.every((axis, place) => axis === place) ? value : ir.transpose(value, order);
  return ir.sort(ir.reshape(behind, [...others.map((axis) => shape[axis] ?? 1), countOf(shape, axes)]));
}

/** Between which places the quantile of n sorted elements stands, and where between them, by n from 0 up. In double precision, which decides between neighbours. */
interface Positions {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly share: readonly number[];
}

function positions({ options }: TypedCall, most: number): Positions {
  const q = numberOr(options, "q", 0.5);
  const exact = Array.from({ length: most + 1 }, (_, count) => q * Math.max(0, count - 1));
  const word = wordOr(options, "ties", "mean");
  const lower = exact.map(word === "upper" ? Math.ceil : Math.floor);
  const upper = word === "mean" ? exact.map(Math.ceil) : lower;
  return {
    lower,
    upper,
    share: exact.map((position, count) => (word === "mean" ? position - (lower[count] ?? 0) : 0)),
  };
}

/** `items`: how many of the sorted elements there are, where that varies. */
function atPositions(
  sorted: NodeId,
  { lower, upper, share }: Positions,
  items: NodeId | undefined,
  { ir }: Lowering,
): NodeId {
  const { shape } = ir.node(sorted);
  const size = shape.at(-1) ?? 1;
  const each = (table: readonly number[], dtype: "int" | "float"): NodeId =>
    items === undefined ? ir.constant(table[size] ?? 0, dtype) : ir.lookup(table, items, dtype);
  const places = ir.constant(
    Array.from({ length: size }, (_, place) => place),
    "int",
    [size],
  );
  const at = (table: readonly number[]): NodeId => {
    const place = each(table, "int");
    const chosen = ir.binary("equal", places, ir.reshape(place, [...ir.node(place).shape, 1]));
    return ir.reduce("sum", ir.select(chosen, sorted, ir.constant(0)), [shape.length - 1]);
  };
  const [low, high] = [at(lower), at(upper)];
  if (low === high) return low;
  const between = ir.binary("multiply", ir.binary("subtract", high, low), each(share, "float"));
  // Equal infinities have no difference.
  return ir.select(ir.binary("equal", low, high), low, ir.binary("add", low, between));
}
