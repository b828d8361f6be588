import type { TypedCall, ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, BuiltinParameter, Lowering, TypingCall } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { axesOf, expectAxes, withoutAxes, type DefaultAxes } from "./typing/axes.js";
import { expectBoolean, expectNumber } from "./typing/expect.js";
import { boolean, numeric, type Range } from "./typing/types.js";

export const axisParameter: BuiltinParameter = { name: "axis", kind: "axis", optional: true };

interface Reduction {
  readonly name: string;
  readonly documentation: string;
  readonly takes: "number" | "boolean";
  readonly defaultAxes: DefaultAxes;
  readonly parameters?: readonly BuiltinParameter[];
  /** Further rules of the call; `false` when one is broken, which it has reported. */
  readonly check?: (call: TypingCall) => boolean;
  /** Keeps all axes (`softmax`) instead of removing those it reduces. */
  readonly keepsShape?: true;
  /** `same`: whole numbers stay whole, booleans count. */
  readonly gives: "bool" | "int" | "float" | "same";
  readonly unit?: "keep" | "drop" | "pure";
  readonly range?: (type: ValueType, axes: readonly number[]) => Range | undefined;
  readonly lower: (value: NodeId, axes: readonly number[], lowering: Lowering, call: TypedCall) => NodeId;
  readonly examples: Builtin["examples"];
}

/** A built-in over the element axes of its argument `x`, with the option `axis:`. */
export function reduction(rule: Reduction): Builtin {
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: [{ name: "x", kind: "value" }, ...(rule.parameters ?? []), axisParameter],
    stateful: false,
    type: (call) => reductionType(rule, call),
    lower(call, lowering) {
      const value = valueOf(call, lowering, "x");
      return rule.lower(
        value,
        axesOf(call.options, lowering.ir.node(value).shape.length, rule.defaultAxes),
        lowering,
        call,
      );
    },
    examples: rule.examples,
  };
}

function reductionType(rule: Reduction, call: TypingCall): ValueType | undefined {
  const type = rule.takes === "boolean" ? expectBoolean(call, rule.name, "x") : expectNumber(call, rule.name, "x");
  if (type === undefined || rule.check?.(call) === false) return undefined;
  const axes = expectAxes(call, rule.name, type, rule.defaultAxes);
  if (axes === undefined) return undefined;
  const shape = rule.keepsShape === true ? type.shape : withoutAxes(type.shape, axes);
  if (rule.gives === "bool") return boolean(shape);
  const element = rule.gives === "same" ? (type.element === "float" ? "float" : "int") : rule.gives;
  return numeric(element, shape, {
    unit: rule.unit === "keep" ? type.unit : undefined,
    range: rule.range?.(type, axes),
  });
}
