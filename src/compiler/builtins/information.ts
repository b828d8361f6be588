import type { TypedCall } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { pairwise } from "./geometry.js";
import { valueOf } from "./lowering/call.js";
import { ratioOrZero } from "./lowering/safe.js";
import { dot, perVector } from "./lowering/vectors.js";
import { reduction } from "./reduction.js";
import { expectNumber, expectPureNumber, expectSameShape, expectSameUnit } from "./typing/expect.js";
import { numeric } from "./typing/types.js";

/** p·log(p / q), and 0 where p is 0. */
function surprise(p: NodeId, q: NodeId | undefined, { ir }: Lowering): NodeId {
  const none = ir.binary("equal", p, ir.constant(0));
  const log = (value: NodeId): NodeId => ir.unary("log", ir.select(none, ir.constant(1), value));
  const ratio = q === undefined ? log(p) : ir.binary("subtract", log(p), log(q));
  return ir.select(none, ir.constant(0), ir.binary("multiply", p, ratio));
}

/**
 * 1 − ½‖(x − g)P‖² with P = α·ddᵀ/‖d‖² + (1 − α)I and d = g − b: the part of the error along the way from baseline to goal
 * counts in full, the part across it by 1 − α (VLM-RM's goal-baseline regularisation, Rocamonde et al. 2024).
 */
const projectSimilarity: Builtin = {
  name: "project_similarity",
  documentation:
    "Similarity of an embedding to a goal, with the directions across the way from baseline to goal weighted by 1 - alpha: 1 - norm((x - goal) P)^2 / 2.",
  parameters: ["x", "goal", "baseline", "alpha"].map((name) => ({ name, kind: "value" })),
  stateful: false,
  type(call) {
    const types = ["x", "goal", "baseline", "alpha"].map((name) => expectNumber(call, "project_similarity", name));
    const shape = expectSameShape(call, "project_similarity", ["x", "goal", "baseline"]);
    if (types.includes(undefined) || shape === undefined) return undefined;
    const unit = expectSameUnit(call, "project_similarity", ["x", "goal", "baseline"]);
    if (unit === undefined || !expectPureNumber(call, "project_similarity", "alpha")) return undefined;
    return numeric("float", shape.slice(0, -1), { range: [-Infinity, 1] });
  },
  lower(call: TypedCall, lowering) {
    const { ir } = lowering;
    const [x, goal, baseline, alpha] = ["x", "goal", "baseline", "alpha"].map((name) =>
      valueOf(call, lowering, name),
    ) as [NodeId, NodeId, NodeId, NodeId];
    const error = ir.binary("subtract", x, goal);
    const direction = ir.binary("subtract", goal, baseline);
    const along = ratioOrZero(dot(error, direction, lowering), dot(direction, direction, lowering), lowering);
    const projected = ir.binary("multiply", perVector(along, lowering), direction);
    const weight = ir.node(alpha).shape.length === 0 ? alpha : perVector(alpha, lowering);
    const kept = ir.binary(
      "add",
      ir.binary("multiply", weight, projected),
      ir.binary("multiply", ir.binary("subtract", ir.constant(1), weight), error),
    );
    return ir.binary("subtract", ir.constant(1), ir.binary("divide", dot(kept, kept, lowering), ir.constant(2)));
  },
  examples: [
    { expression: "project_similarity([1, 1], goal: [1, 0], baseline: [0, 0], alpha: 0)", value: 0.5 },
    { expression: "project_similarity([1, 1], goal: [1, 0], baseline: [0, 0], alpha: 1)", value: 1 },
  ],
};

/** `entropy kl project_similarity`. */
export const information: readonly Builtin[] = [
  reduction({
    name: "entropy",
    documentation: "The entropy of a distribution along the last axis, in nats: -sum(p log p), where 0 log 0 is 0.",
    takes: "number",
    defaultAxes: "last",
    gives: "float",
    check: (call) => expectPureNumber(call, "entropy", "x"),
    padding: 0,
    lower: (value, axes, lowering) =>
      lowering.ir.unary("negate", lowering.ir.reduce("sum", surprise(value, undefined, lowering), axes)),
    examples: [{ expression: "entropy([0.5, 0.5, 0])", value: Math.LN2 }],
  }),
  pairwise({
    name: "kl",
    documentation:
      "The Kullback-Leibler divergence of distributions along the last axis, in nats: sum(p log(p / q)). Infinite where q is 0 and p is not.",
    names: ["p", "q"],
    unit: "pure",
    lower(p, q, lowering) {
      const terms = surprise(p, q, lowering);
      const rank = lowering.ir.node(terms).shape.length;
      return lowering.ir.reduce("sum", terms, rank === 0 ? [] : [rank - 1]);
    },
    examples: [{ expression: "kl([1, 0], [0.5, 0.5])", value: Math.LN2 }],
  }),
  projectSimilarity,
];
