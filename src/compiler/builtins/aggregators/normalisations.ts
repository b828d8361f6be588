import type { NodeId } from "../../ir/node.js";
import type { Aggregator } from "../aggregator.js";
import { numberOr, wordOr } from "../lowering/call.js";
import { aggregation } from "./aggregation.js";
import { pooledDeviation, pooledMean, varies, type PooledScope } from "./pooled-scope.js";

/** x − mean(x). */
function centred(scope: PooledScope): NodeId {
  return scope.lowering.ir.binary("subtract", scope.value, pooledMean({ ...scope, orEmpty: (value) => value }));
}

/** (x − mean) / (std + ε), or what is said of scopes without variance. */
function standardised(scope: PooledScope, std: string, epsilon: number, flat: number): NodeId {
  const { ir } = scope.lowering;
  const spread = pooledDeviation({ ...scope, empty: undefined }, std === "sample");
  const divisor = ir.binary("add", spread, ir.constant(epsilon));
  const score = std === "none" ? centred(scope) : ir.binary("divide", centred(scope), divisor);
  return ir.select(varies(scope), score, ir.constant(flat));
}

/** `win_rate center zscore`: each value against those of its scope. */
export const normalisations: readonly Aggregator[] = [
  aggregation({
    name: "win_rate",
    documentation:
      "The mean of a preference in [0, 1] of `this` episode over each `other` one of the group; a tie is what the preference says of it.",
    value: "number",
    gives: "float",
    empty: "asked",
    range: () => [0, 1],
    pool: (scope) => pooledMean(scope),
    examples: [
      {
        spec: [
          "signal score: float per episode",
          "def prefer(a, b) = if a.score == b.score then 0.5 else if a.score > b.score then 1 else 0",
          "term wins = win_rate(prefer(this, other), empty: 0.5) over group except self",
          'test "a ranking as rates" {',
          "  group {",
          "    episode { end { score = 1 } expect wins == 0.25 }",
          "    episode { end { score = 1 } expect wins == 0.25 }",
          "    episode { end { score = 5 } expect wins == 1 }",
          "  }",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "center",
    documentation: "Each value less the mean of its scope.",
    value: "number",
    gives: "float",
    empty: 0,
    unit: "keep",
    ofEach: true,
    pool: centred,
    examples: [
      {
        spec: [
          "signal score: float per episode",
          "advantage = center(score) over group",
          'test "against the mean" {',
          "  group {",
          "    episode { end { score = 1 } expect advantage == -1 }",
          "    episode { end { score = 3 } expect advantage == 1 }",
          "  }",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "zscore",
    documentation:
      "Each value as (x - mean) / (std + epsilon), epsilon 1e-6 by default; `std` is that of the `population`, of a `sample`, or `none`, which only centres. Where all values of a scope are equal, or there is one only, it is `flat`, 0 by default.",
    value: "number",
    parameters: [
      { name: "std", kind: "word", words: ["population", "sample", "none"] },
      { name: "epsilon", kind: "number", optional: true },
      { name: "flat", kind: "number", optional: true },
    ],
    gives: "float",
    empty: 0,
    ofEach: true,
    pool: (scope, { options }) =>
      standardised(
        scope,
        wordOr(options, "std", "population"),
        numberOr(options, "epsilon", 1e-6),
        numberOr(options, "flat", 0),
      ),
    examples: [
      {
        spec: [
          "signal correct: bool per episode",
          "term right = correct",
          "advantage = zscore(return, std: population) over group",
          'test "of two" {',
          "  group {",
          "    episode { end { correct } expect advantage == 1 ± 1e-5 }",
          "    episode { end expect advantage == -1 ± 1e-5 }",
          "  }",
          "}",
        ],
      },
    ],
  }),
];
