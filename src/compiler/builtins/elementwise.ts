import type { Dimension, TypedCall, ValueType } from "../check/typed.js";
import type { NodeId, UnaryFunction } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { argumentOf, expectNumber, expectPureNumber } from "./typing/expect.js";
import { numeric, rangeOf, type Range } from "./typing/types.js";

/** How the unit of the argument becomes that of the result. `pure` and `angle` take numbers without unit (angles count as such); `angle` keeps it. */
export type UnitRule = "keep" | "drop" | "pure" | "angle" | ((unit: Dimension) => Dimension);

interface Elementwise {
  readonly name: string;
  readonly documentation: string;
  readonly unit: UnitRule;
  /** Whole numbers stay whole. */
  readonly whole?: true;
  readonly resultUnit?: Dimension;
  /** The range of the result, given that of the argument. */
  readonly range: (range: Range) => Range;
  readonly lower: UnaryFunction | ((value: NodeId, lowering: Lowering) => NodeId);
  readonly examples: Builtin["examples"];
}

/** A built-in that maps every element of its one argument `x`. */
export function elementwise(rule: Elementwise): Builtin {
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: [{ name: "x", kind: "value" }],
    stateful: false,
    ragged: "elementwise",
    type(call): ValueType | undefined {
      const type = expectNumber(call, rule.name, "x");
      if (type === undefined || (isPure(rule.unit) && !expectPureNumber(call, rule.name, "x"))) return undefined;
      const element = rule.whole === true && type.element === "int" ? "int" : "float";
      return numeric(element, type.shape, {
        unit: rule.resultUnit ?? resultUnit(rule.unit, argumentOf(call, "x").type.unit),
        range: rule.range(rangeOf(type)),
      });
    },
    lower(call: TypedCall, lowering): NodeId {
      const value = valueOf(call, lowering, "x");
      return typeof rule.lower === "string" ? lowering.ir.unary(rule.lower, value) : rule.lower(value, lowering);
    },
    examples: rule.examples,
  };
}

function resultUnit(rule: UnitRule, unit: Dimension | undefined): Dimension | undefined {
  if (unit === undefined || rule === "pure" || rule === "drop") return undefined;
  return rule === "keep" || rule === "angle" ? unit : rule(unit);
}

function isPure(rule: UnitRule): boolean {
  return rule === "pure" || rule === "angle";
}

/** The range under a function that never falls. */
export function rising(fn: (value: number) => number): (range: Range) => Range {
  return ([low, high]) => [orElse(fn(low), -Infinity), orElse(fn(high), Infinity)];
}

/** The range under a function that falls to 0 at 0 and rises from there, as `abs` and `square` do. */
export function evenRange(fn: (value: number) => number): (range: Range) => Range {
  return ([low, high]) => {
    const ends = [fn(low), fn(high)];
    return [low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)];
  };
}

function orElse(value: number, otherwise: number): number {
  return Number.isNaN(value) ? otherwise : value;
}
