import type { Axis, TypedCall, ValueType } from "../check/typed.js";
import type { NodeId } from "../ir/node.js";
import type { Builtin, BuiltinParameter, Lowering, TypingCall } from "./builtin.js";
import { valueOf } from "./lowering/call.js";
import { itemsAlong, padded, type Padding } from "./lowering/padding.js";
import { axesOf, expectAxes, withoutAxes, type DefaultAxes } from "./typing/axes.js";
import { emptyParameter, expectEmpty, hull, reducedAxes } from "./typing/empty.js";
import { argumentOf, expectBoolean, expectNumber } from "./typing/expect.js";
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
  /** What stands where no item of an axis of varying length is. */
  readonly padding: Padding;
  /** Of fewer items than this there is no value, and `empty:` is asked for where their number varies. */
  readonly least?: (options: TypedCall["options"]) => number;
  /** `present`: which items there are, where their number varies along one of the axes; `value` is padded then. */
  readonly lower: (
    value: NodeId,
    axes: readonly number[],
    lowering: Lowering,
    call: TypedCall,
    present: NodeId | undefined,
  ) => NodeId;
  readonly examples: Builtin["examples"];
}

/** A built-in over the element axes of its argument `x`, with the option `axis:`. */
export function reduction(rule: Reduction): Builtin {
  return {
    name: rule.name,
    documentation: rule.documentation,
    parameters: [
      { name: "x", kind: "value" },
      ...(rule.parameters ?? []),
      axisParameter,
      ...(rule.least === undefined ? [] : [emptyParameter]),
    ],
    stateful: false,
    ragged: (call) => countedAxes(call, rule.defaultAxes),
    type: (call) => reductionType(rule, call),
    lower(call, lowering) {
      const value = valueOf(call, lowering, "x");
      const axes = axesOf(call.options, lowering.ir.node(value).shape.length, rule.defaultAxes);
      if (call.arguments.present === undefined) return rule.lower(value, axes, lowering, call, undefined);
      const present = valueOf(call, lowering, "present");
      const result = rule.lower(padded(value, present, rule.padding, lowering), axes, lowering, call, present);
      return rule.least === undefined
        ? result
        : unlessFewer(rule.least(call.options), result, { value, axes, present }, call, lowering);
    },
    examples: rule.examples,
  };
}

/** Of the shape of `x` what is reduced. */
export function countedAxes(call: Pick<TypingCall, "arguments" | "options">, otherwise: DefaultAxes): readonly Axis[] {
  const { shape } = argumentOf(call, "x").type;
  return reducedAxes(shape, axesOf(call.options, shape.length, otherwise));
}

/** The result of a reduction, and `empty:` where it had fewer items than it needs. */
export function unlessFewer(
  least: number,
  result: NodeId,
  of: { readonly value: NodeId; readonly axes: readonly number[]; readonly present: NodeId },
  call: TypedCall,
  lowering: Lowering,
): NodeId {
  const { ir } = lowering;
  const items = itemsAlong(ir.node(of.value).shape, of.axes, of.present, lowering);
  const enough = ir.binary("greater-equal", items, ir.constant(least, "int"));
  return ir.select(enough, result, ir.cast(valueOf(call, lowering, "empty"), ir.node(result).dtype));
}

function reductionType(rule: Reduction, call: TypingCall): ValueType | undefined {
  const type = rule.takes === "boolean" ? expectBoolean(call, rule.name, "x") : expectNumber(call, rule.name, "x");
  if (type === undefined || rule.check?.(call) === false) return undefined;
  const axes = expectAxes(call, rule.name, type, rule.defaultAxes);
  if (axes === undefined) return undefined;
  const shape = rule.keepsShape === true ? type.shape : withoutAxes(type.shape, axes);
  if (rule.gives === "bool") return boolean(shape);
  const element = rule.gives === "same" ? (type.element === "float" ? "float" : "int") : rule.gives;
  const unit = rule.unit === "keep" ? type.unit : undefined;
  const range = rule.range?.(type, axes);
  const varying = axes.map((axis) => type.shape[axis]).find((axis) => axis?.ragged !== undefined);
  if (varying === undefined || rule.keepsShape === true) return numeric(element, shape, { unit, range });
  if (rule.least === undefined) {
    // Of no items a sum is 0 and a product 1, as their padding is.
    const none = rule.padding === 1 ? 1 : 0;
    return numeric(element, shape, { unit, range: range && hull(range, [none, none]) });
  }
  const empty = expectEmpty(call, rule.name, { element, keepsUnit: rule.unit === "keep" }, varying);
  return empty && numeric(element, shape, { unit, range: range && hull(range, empty.range) });
}
