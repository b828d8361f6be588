import type { NodeId } from "../../ir/node.js";
import type { Aggregator } from "../aggregator.js";
import { aggregation } from "./aggregation.js";
import { remembered, storable, type CausalScope } from "./scope.js";

/** Whether the condition held at some step of the past. */
function everPast(scope: CausalScope, holds: NodeId): NodeId {
  const { ir } = scope.lowering;
  const next = (old: NodeId): NodeId => ir.binary("or", old, holds);
  return next(remembered(scope, "", "bool", 0, next));
}

/** The same for the last n steps, with a count of the steps for which the last occurrence still matters; `kept` is the condition as later steps see it. */
function everLast(scope: CausalScope, holds: NodeId, steps: number, kept = holds): NodeId {
  const { ir } = scope.lowering;
  const zero = ir.constant(0, "int");
  const next = (old: NodeId, held: NodeId): NodeId =>
    ir.select(
      held,
      ir.constant(steps, "int"),
      ir.binary("maximum", ir.binary("subtract", old, ir.constant(1, "int")), zero),
    );
  const before = remembered(scope, "remaining", "int", 0, (old) => next(old, kept));
  return ir.binary("greater", next(before, holds), zero);
}

/** Whether some of the last n steps count; what is not finite counts in its own step only. */
export function countsInWindow(scope: CausalScope, steps: number): NodeId {
  return everLast(scope, scope.counts, steps, storable(scope));
}

const holding = ({ lowering, counts, value }: CausalScope): NodeId => lowering.ir.binary("and", counts, value);
const failing = ({ lowering, counts, value }: CausalScope): NodeId =>
  lowering.ir.binary("and", counts, lowering.ir.unary("not", value));

/** `any all`: a latch, or a timer for the last n steps. */
export const verdicts: readonly Aggregator[] = [
  aggregation({
    name: "any",
    documentation: "True where the condition held at one of the steps in scope; false where there are none.",
    value: "boolean",
    gives: "bool",
    empty: 0,
    causal: {
      past: (scope) => everPast(scope, holding(scope)),
      last: (scope, steps) => everLast(scope, holding(scope), steps),
    },
    pool: (scope) => scope.pool("any", scope.value),
    examples: [
      {
        spec: [
          "signal collision: bool",
          "term shock weight -1 = any(collision) over last 2",
          'test "forgotten after two steps" {',
          "  step { collision }  expect shock == -1",
          "  step {}             expect shock == -1",
          "  step {}             expect shock == 0",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "all",
    documentation: "True where the condition held at all steps in scope; true where there are none.",
    value: "boolean",
    gives: "bool",
    empty: 1,
    causal: {
      past: (scope) => scope.lowering.ir.unary("not", everPast(scope, failing(scope))),
      last: (scope, steps) => scope.lowering.ir.unary("not", everLast(scope, failing(scope), steps)),
    },
    pool: (scope) => scope.pool("all", scope.value),
    examples: [
      {
        spec: [
          "signal safe: bool",
          "term unbroken = all(safe) over past",
          'test "once broken, stays broken" {',
          "  step { safe }  expect unbroken == 1",
          "  step {}        expect unbroken == 0",
          "  step { safe }  expect unbroken == 0",
          "}",
        ],
      },
    ],
  }),
];
