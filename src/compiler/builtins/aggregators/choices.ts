import type { NodeId } from "../../ir/node.js";
import type { Aggregator } from "../aggregator.js";
import { aggregation, unlessEmpty } from "./aggregation.js";
import { remembered, storable, type CausalScope } from "./scope.js";
import { beyond, foldedWindow, manySteps } from "./folded-window.js";
import { countsInWindow } from "./verdicts.js";
import { windowOf } from "./window.js";

/** One value kept from the past, and whether there is one; `choose` says which of the kept and the present one it is. */
function kept(scope: CausalScope, choose: (old: NodeId) => NodeId): NodeId {
  const { ir } = scope.lowering;
  const { dtype } = ir.node(scope.value);
  const seen = remembered(scope, "seen", "bool", 0, (old) => ir.binary("or", old, storable(scope)));
  const value = (old: NodeId): NodeId => {
    const both = ir.binary("and", seen, scope.counts);
    return ir.select(both, choose(old), ir.select(seen, old, scope.value));
  };
  const old = remembered(scope, "", dtype, 0, (before) => ir.select(storable(scope), value(before), before));
  return unlessEmpty(value(old), ir.binary("or", seen, scope.counts), scope);
}

/** The only value in scope at each position, the others left out; 0 where there is none. */
function only(values: NodeId, chosen: NodeId, scope: CausalScope): NodeId {
  const { ir } = scope.lowering;
  const { dtype } = ir.node(values);
  if (dtype === "bool") return ir.reduce("any", ir.binary("and", values, chosen), [0]);
  return ir.reduce("sum", ir.select(chosen, values, ir.constant(0, dtype)), [0]);
}

/** The first or the last of the window's values in scope. */
function endOfWindow(scope: CausalScope, steps: number, which: "first" | "last"): NodeId {
  const { ir } = scope.lowering;
  const { values, counts } = windowOf(scope, steps);
  const number = ir.cast(counts, "int");
  const upTo = ir.cumulativeSum(number, 0);
  const total = ir.reshape(ir.reduce("sum", number, [0]), [1, ...scope.shape]);
  const place = which === "first" ? ir.constant(1, "int") : total;
  const chosen = ir.binary("and", counts, ir.binary("equal", upTo, place));
  return unlessEmpty(only(values, chosen, scope), ir.reduce("any", counts, [0]), scope);
}

function extremum(name: "min" | "max", documentation: string, examples: Aggregator["examples"]): Aggregator {
  const fn = name === "min" ? "minimum" : "maximum";
  const numbers = (scope: CausalScope): CausalScope => {
    const { ir } = scope.lowering;
    return ir.node(scope.value).dtype === "bool" ? { ...scope, value: ir.cast(scope.value, "int") } : scope;
  };
  return aggregation({
    name,
    documentation,
    value: "number",
    gives: "same",
    empty: "asked",
    unit: "keep",
    range: (range, { empty, full }) => (empty === undefined && !full ? range : undefined),
    causal: {
      past(given) {
        const scope = numbers(given);
        return kept(scope, (old) => scope.lowering.ir.binary(fn, old, scope.value));
      },
      last(given, steps) {
        const scope = numbers(given);
        const { ir } = scope.lowering;
        const { dtype } = ir.node(scope.value);
        const limit = (name === "min" ? 1 : -1) * (dtype === "int" ? beyond.int : beyond.float);
        if (steps >= manySteps) {
          const best = foldedWindow(scope, steps, limit, (older, newer) => ir.binary(fn, older, newer));
          return scope.empty === undefined ? best : unlessEmpty(best, countsInWindow(scope, steps), scope);
        }
        const { values, counts } = windowOf(scope, steps);
        const filled = ir.select(counts, values, ir.constant(limit, dtype));
        return unlessEmpty(ir.reduce(name, filled, [0]), ir.reduce("any", counts, [0]), scope);
      },
    },
    pool: (scope) => scope.orEmpty(scope.pool(name, scope.value)),
    examples,
  });
}

/** `min max first last`: one of the values in scope. */
export const choices: readonly Aggregator[] = [
  extremum("min", "The least value in scope.", [
    {
      spec: [
        "signal gap: float",
        "term closest = min(gap) over last 2",
        'test "of two steps" {',
        "  step { gap = 3 }  expect closest == 3",
        "  step { gap = 5 }  expect closest == 3",
        "  step { gap = 4 }  expect closest == 4",
        "}",
      ],
    },
  ]),
  extremum("max", "The greatest value in scope.", [
    {
      spec: [
        "signal height: float",
        "signal contact: bool",
        "term apex = max(height) over past after contact",
        'test "of this flight" {',
        "  step { height = 3 }           expect apex == 3",
        "  step { height = 0, contact }  expect apex == 3",
        "  step { height = 1 }           expect apex == 1",
        "  step { height = 2 }           expect apex == 2",
        "}",
      ],
    },
  ]),
  aggregation({
    name: "first",
    documentation: "The value in the first step in scope.",
    value: "any",
    gives: "like",
    empty: "asked",
    causal: {
      past: (scope) => kept(scope, (old) => old),
      last: (scope, steps) => endOfWindow(scope, steps, "first"),
    },
    inOrder: true,
    pool: (scope) => scope.orEmpty(scope.pool("first", scope.value)),
    examples: [
      {
        spec: [
          "signal x: float",
          "term origin = first(x) over past",
          'test "stays" {',
          "  step { x = 3 }  expect origin == 3",
          "  step { x = 5 }  expect origin == 3",
          "}",
        ],
      },
    ],
  }),
  aggregation({
    name: "last",
    documentation: "The value in the last step in scope.",
    value: "any",
    gives: "like",
    empty: "asked",
    causal: {
      past: (scope) => kept(scope, () => scope.value),
      last: (scope, steps) => endOfWindow(scope, steps, "last"),
    },
    inOrder: true,
    pool: (scope) => scope.orEmpty(scope.pool("last", scope.value)),
    examples: [
      {
        spec: [
          "signal place: float",
          "signal seen: bool",
          "term known = last(place, empty: 0) over past where seen",
          'test "where it was seen last" {',
          "  step { place = 3 }        expect known == 0",
          "  step { place = 4, seen }  expect known == 4",
          "  step { place = 5 }        expect known == 4",
          "}",
        ],
      },
    ],
  }),
];
