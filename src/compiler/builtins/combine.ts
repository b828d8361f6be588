import type { TypedCall, ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, Lowering } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { expectNumber, expectPureNumber, expectSameShape, expectSameUnit } from "./typing/expect.js";
import { numeric, type Range } from "./typing/types.js";

interface Combine {
  readonly name: string;
  readonly documentation: string;
  readonly parameters: readonly string[];
  /** Parameters that share a unit, which is that of the result. */
  readonly sameUnit?: readonly string[];
  /** Parameters that are numbers without unit. */
  readonly pure?: readonly string[];
  /** Whole where all of these are whole. */
  readonly whole?: readonly string[];
  readonly range?: (types: Readonly<Record<string, ValueType>>) => Range | undefined;
  readonly lower: (values: Readonly<Record<string, NodeId>>, lowering: Lowering) => NodeId;
  readonly examples: Builtin["examples"];
}

/** A built-in that combines several numbers element by element, broadcasting. */
export function combine(rule: Combine): Builtin {
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: rule.parameters.map((name) => ({ name, kind: "value" })),
    stateful: false,
    ragged: "elementwise",
    type(call): ValueType | undefined {
      const types: Record<string, ValueType> = {};
      for (const name of rule.parameters) {
        const type = expectNumber(call, rule.name, name);
        if (type !== undefined) types[name] = type;
      }
      if (Object.keys(types).length < rule.parameters.length) return undefined;
      const shape = expectSameShape(call, rule.name, rule.parameters);
      const unit = expectSameUnit(call, rule.name, rule.sameUnit ?? []);
      const pure = (rule.pure ?? []).every((name) => expectPureNumber(call, rule.name, name));
      if (shape === undefined || unit === undefined || !pure) return undefined;
      const whole = rule.whole?.every((name) => types[name]?.element !== "float") === true;
      return numeric(whole ? "int" : "float", shape, { unit: unit.unit, range: rule.range?.(types) });
    },
    lower(call: TypedCall, lowering): NodeId {
      const values = Object.fromEntries(rule.parameters.map((name) => [name, valueOf(call, lowering, name)]));
      return rule.lower(values, lowering);
    },
    examples: rule.examples,
  };
}

/** A lowered argument of a `combine` rule. */
export function operand(values: Readonly<Record<string, NodeId>>, name: string): NodeId {
  const value = values[name];
  if (value === undefined) throw new Error(`argument ${name} is missing`);
  return value;
}
