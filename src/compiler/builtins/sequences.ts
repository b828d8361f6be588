import type { ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering, TypingCall } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { commonSubsequence } from "./lowering/common-subsequence.js";
import { ratioOrZero } from "./lowering/safe.js";
import { argumentOf, expectSameShape, expectSameUnit, expectType } from "./typing/expect.js";
import { boolean, describeType, numeric } from "./typing/types.js";

/** Longer sequences are refused: the graph grows with their lengths. */
const longest = 128;

const parameters: Builtin["parameters"] = [
  { name: "a", kind: "value" },
  { name: "b", kind: "value" },
];

function isRagged({ shape }: ValueType): boolean {
  return shape.some(({ ragged }) => ragged !== undefined);
}

/** A sequence with its number of items, where that varies. */
interface Sequence {
  readonly items: NodeId;
  readonly size: number;
  readonly length: NodeId;
}

function sequenceOf(call: Parameters<Builtin["lower"]>[0], lowering: Lowering, name: "a" | "b"): Sequence {
  const { ir } = lowering;
  const items = valueOf(call, lowering, name);
  const [size = 1] = ir.node(items).shape;
  const varies = call.arguments[`length of ${name}`] !== undefined;
  return { items, size, length: varies ? valueOf(call, lowering, `length of ${name}`) : ir.constant(size, "int") };
}

/** Whether there is an item at each of the first `size` places. */
function presentIn({ length }: Sequence, size: number, { ir }: Lowering): NodeId {
  const places = Array.from({ length: size }, (_, place) => place);
  return ir.binary("less", ir.constant(places, "int", [size]), length);
}

/** Both arguments as types of elements that can be compared; anything else is reported. */
function comparable(
  call: TypingCall,
  builtin: string,
  what: string,
  accepts: (type: ValueType) => boolean,
): readonly [ValueType, ValueType] | undefined {
  const a = expectType(call, builtin, "a", what, accepts);
  if (a === undefined) return undefined;
  const fits = (type: ValueType): boolean =>
    accepts(type) &&
    (type.element === "enum") === (a.element === "enum") &&
    (type.members ?? []).join() === (a.members ?? []).join();
  const like = a.element === "enum" ? `elements of type \`${describeType({ ...a, shape: [] })}\`` : what;
  const b = expectType(call, builtin, "b", like, fits);
  return b && [a, b];
}

const exactMatch: Builtin = {
  name: "exact_match",
  documentation:
    "True where two arrays agree in every element; of arrays that vary in length, where they have as many items.",
  parameters,
  stateful: false,
  ragged: "lengths",
  type(call) {
    const types = comparable(
      call,
      "exact_match",
      "an array of numbers, booleans or enum members",
      (type) => type.element !== "string" && (!isRagged(type) || type.shape.length === 1),
    );
    if (types === undefined || expectSameUnit(call, "exact_match", ["a", "b"]) === undefined) return undefined;
    const sequences = types.some(isRagged) && types.every(({ shape }) => shape.length === 1);
    return sequences || expectSameShape(call, "exact_match", ["a", "b"]) !== undefined ? boolean([]) : undefined;
  },
  lower(call, lowering) {
    const { ir } = lowering;
    if (!isRagged(argumentOf(call, "a").type) && !isRagged(argumentOf(call, "b").type))
      return ir.reduce("all", ir.binary("equal", valueOf(call, lowering, "a"), valueOf(call, lowering, "b")));
    const [a, b] = [sequenceOf(call, lowering, "a"), sequenceOf(call, lowering, "b")];
    // Sequences of one length end within the shorter array.
    const size = Math.min(a.size, b.size);
    const [left, right] = [a, b].map(({ items }) => ir.slice(items, [0], [size])) as [NodeId, NodeId];
    const agree = ir.binary("or", ir.binary("equal", left, right), ir.unary("not", presentIn(a, size, lowering)));
    return ir.binary("and", ir.binary("equal", a.length, b.length), ir.reduce("all", agree));
  },
  examples: [
    { expression: "exact_match([1, 2], [1, 2])", value: 1 },
    { expression: "exact_match([1, 2], [1, 3])", value: 0 },
  ],
};

const lcsRatio: Builtin = {
  name: "lcs_ratio",
  documentation:
    "The length of the longest common subsequence of two sequences of ids, divided by the length of the longer one; 0 where both are empty (RLVRR's content reward, 2026).",
  parameters,
  stateful: false,
  ragged: "lengths",
  type(call) {
    const ids = (type: ValueType): boolean =>
      type.shape.length === 1 &&
      (type.shape[0]?.size ?? 0) <= longest &&
      (type.element === "int" || type.element === "enum" || type.element === "bool");
    const what = `a sequence of at most ${longest} ids: \`int[n]\` or of an enum`;
    return comparable(call, "lcs_ratio", what, ids) && numeric("float", [], { range: [0, 1] });
  },
  lower(call, lowering) {
    const { ir } = lowering;
    const [a, b] = [sequenceOf(call, lowering, "a"), sequenceOf(call, lowering, "b")];
    const along = (sequence: Sequence, values: NodeId, axis: 0 | 1): NodeId =>
      ir.reshape(values, axis === 0 ? [sequence.size, 1] : [1, sequence.size]);
    const equal = ir.binary("equal", along(a, a.items, 0), along(b, b.items, 1));
    const there = ir.binary(
      "and",
      along(a, presentIn(a, a.size, lowering), 0),
      along(b, presentIn(b, b.size, lowering), 1),
    );
    const common = commonSubsequence(ir.binary("and", equal, there), lowering);
    return ratioOrZero(common, ir.cast(ir.binary("maximum", a.length, b.length), "float"), lowering);
  },
  examples: [
    { expression: "lcs_ratio([1, 2, 3, 4], [2, 9, 4])", value: 0.5 },
    { expression: "lcs_ratio([1, 2], [3, 4])", value: 0 },
  ],
};

/** `exact_match lcs_ratio`. */
export const sequences: readonly Builtin[] = [exactMatch, lcsRatio];
