import type { TypedAggregate } from "../../check/typed.js";
import { report } from "../../diagnostics/report.js";
import type { OrderNode } from "../../ir/node.js";
import type { Aggregator, AggregateTyping } from "../aggregator.js";
import type { BuiltinParameter } from "../builtin.js";
import { numberOr, wordOr } from "../lowering/call.js";
import { aggregation } from "./aggregation.js";

/** What equal or middle values give: there is no silent convention. */
function ties(words: readonly string[], optional = false): BuiltinParameter {
  return { name: "ties", kind: "word", words, ...(optional ? { optional } : {}) };
}

function quantileInRange(call: AggregateTyping): boolean {
  const q = numberOr(call.options, "q", 0.5);
  if (q >= 0 && q <= 1) return true;
  const found = { what: "`q` of `quantile`", expected: "a number from 0 to 1", found: String(q) };
  call.report(report("type-mismatch", call.span, found));
  return false;
}

/** `median quantile mode rank argmax`: they need the whole scope. */
export const orders: readonly Aggregator[] = [
  aggregation({
    name: "median",
    documentation:
      "The middle value in scope; `ties` says what an even number of them gives: the `mean` of the two in the middle, the `lower` or the `upper` one.",
    value: "number",
    parameters: [ties(["mean", "lower", "upper"])],
    gives: "float",
    empty: "asked",
    unit: "keep",
    range: (range, { empty }) => (empty === undefined ? range : undefined),
    pool: (scope, { options }) =>
      scope.orEmpty(scope.order(scope.value, { fn: "quantile", q: 0.5, ties: tiesOf(options) })),
    examples: [
      {
        spec: [
          "signal x: float",
          "report middle = median(x, ties: mean) over episode",
          'test "of four" {',
          "  step { x = 1 } step { x = 8 } step { x = 2 } step { x = 4 }",
          "  end expect middle == 3",
          "}",
        ],
      },
      {
        spec: [
          "signal delay: float",
          "signal turn_end: bool",
          "segment turn = between(turn_end)",
          "term slow weight -1 = median(delay, ties: lower) over turn",
          'test "of each turn" {',
          "  step { delay = 5 } step { delay = 1 } step { delay = 2, turn_end } expect slow == -2",
          "  step { delay = 7 } step { delay = 9, turn_end }                    expect slow == -7",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "quantile",
    documentation:
      "The value at position q (n - 1) of the n sorted values in scope; between two of them the line (`mean`, the default), the `lower` or the `upper` one.",
    value: "number",
    parameters: [{ name: "q", kind: "number" }, ties(["mean", "lower", "upper"], true)],
    gives: "float",
    empty: "asked",
    unit: "keep",
    range: (range, { empty }) => (empty === undefined ? range : undefined),
    check: quantileInRange,
    pool: (scope, { options }) =>
      scope.orEmpty(
        scope.order(scope.value, { fn: "quantile", q: numberOr(options, "q", 0.5), ties: tiesOf(options) }),
      ),
    examples: [
      {
        spec: [
          "signal score: float per episode",
          "report baseline = quantile(score, 0.5, ties: lower) over group",
          'test "the lower of two in the middle" {',
          "  group {",
          "    episode { end { score = 3 } } episode { end { score = 5 } }",
          "    expect baseline == 3",
          "  }",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "mode",
    documentation:
      "The most frequent value in scope; among equally frequent ones the `lower` or the `upper`, of an enum the earlier or the later member.",
    value: "any",
    parameters: [ties(["lower", "upper"])],
    gives: "like",
    empty: "asked",
    pool: (scope, { options }) => scope.orEmpty(scope.order(scope.value, { fn: "mode", ties: tiesOf(options) })),
    examples: [
      {
        spec: [
          "signal answer: int per episode",
          "term agrees = answer == mode(answer, ties: lower) over group",
          'test "the majority is right" {',
          "  group {",
          "    episode { end { answer = 7 } expect agrees == 1 }",
          "    episode { end { answer = 7 } expect agrees == 1 }",
          "    episode { end { answer = 9 } expect agrees == 0 }",
          "  }",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "rank",
    documentation:
      "The place of each value among those in scope, 1 for the least; equal values share the `mean`, the `lower` or the `upper` of their places.",
    value: "number",
    parameters: [ties(["mean", "lower", "upper"])],
    gives: "float",
    empty: 0,
    ofEach: true,
    range: () => [0, Infinity],
    pool: (scope, { options }) => scope.order(scope.value, { fn: "rank", ties: tiesOf(options) }),
    examples: [
      {
        spec: [
          "signal score: float per episode",
          "advantage = rank(score, ties: mean) over group",
          'test "equal scores share a place" {',
          "  group {",
          "    episode { end { score = 2 } expect advantage == 1.5 }",
          "    episode { end { score = 2 } expect advantage == 1.5 }",
          "    episode { end { score = 9 } expect advantage == 3 }",
          "  }",
          "}",
        ],
      },
      {
        spec: [
          "signal kind: enum { Math, Code } per episode",
          "signal score: float per episode",
          "advantage = rank(score, ties: mean) over group by kind",
          'test "among those of its kind" {',
          "  group {",
          "    episode { end { kind = Math, score = 2 } expect advantage == 1 }",
          "    episode { end { kind = Code, score = 5 } expect advantage == 1 }",
          "    episode { end { kind = Math, score = 9 } expect advantage == 2 }",
          "  }",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "argmax",
    documentation: "How many values in scope come before the first of the greatest.",
    value: "number",
    gives: "int",
    empty: "asked",
    inOrder: true,
    range: () => [0, Infinity],
    pool(scope) {
      const { ir } = scope.lowering;
      const isGreatest = ir.binary("equal", scope.value, scope.pool("max", scope.value));
      const none = ir.constant(2147483647, "int");
      return scope.orEmpty(scope.pool("min", ir.select(isGreatest, scope.place(), none)));
    },
    examples: [
      {
        spec: [
          "signal x: float",
          "report peak = argmax(x) over episode",
          'test "the first of the greatest" {',
          "  step { x = 1 } step { x = 4 } step { x = 4 }",
          "  end expect peak == 1",
          "}",
        ],
      },
    ],
  }),
];

function tiesOf(options: TypedAggregate["options"]): OrderNode["ties"] {
  const word = wordOr(options, "ties", "mean");
  return word === "lower" || word === "upper" ? word : "linear";
}
