import type { ValueType } from "../check/typed.js";
import type { Builtin, TypingCall } from "./builtin.js";
import { valueOf, variadicNames } from "./lowering/call.js";
import { padded } from "./lowering/padding.js";
import { axisParameter, countedAxes, reduction, unlessFewer } from "./reduction.js";
import { axesOf, expectAxes, withoutAxes } from "./typing/axes.js";
import { emptyParameter, expectEmpty, hull } from "./typing/empty.js";
import { expectNumber, expectSameShape, expectSameUnit, reportOption } from "./typing/expect.js";
import { numeric, rangeOf, sizesOf } from "./typing/types.js";

/** `min` and `max`: of the elements of one value, or element by element of several. */
function extremum(name: "min" | "max", documentation: string, examples: Builtin["examples"]): Builtin {
  const fn = name === "min" ? "minimum" : "maximum";
  return {
    name,
    documentation,
    parameters: [{ name: "x", kind: "value", variadic: true }, axisParameter, emptyParameter],
    stateful: false,
    ragged: (call) => (call.arguments.x1 === undefined ? countedAxes(call, "all") : []),
    type: (call) => extremumType(name, call),
    lower(call, lowering) {
      const { ir } = lowering;
      const values = variadicNames(call, "x").map((argument) => valueOf(call, lowering, argument));
      const [first, ...others] = values;
      if (first === undefined) throw new Error(`${name} of nothing`);
      if (others.length === 0) {
        const axes = axesOf(call.options, ir.node(first).shape.length, "all");
        if (call.arguments.present === undefined) return ir.reduce(name, first, axes);
        const present = valueOf(call, lowering, "present");
        const extreme = ir.reduce(name, padded(first, present, "first", lowering), axes);
        return unlessFewer(1, extreme, { value: first, axes, present }, call, lowering);
      }
      return others.reduce((extreme, value) => ir.binary(fn, extreme, value), first);
    },
    examples,
  };
}

function extremumType(name: "min" | "max", call: TypingCall): ValueType | undefined {
  const names = variadicNames(call, "x");
  const types = names.map((argument) => expectNumber(call, name, argument)).filter((type) => type !== undefined);
  if (types.length < names.length) return undefined;
  const element = types.some((type) => type.element === "float") ? "float" : "int";
  const [first] = types;
  if (first !== undefined && types.length === 1) {
    const axes = expectAxes(call, name, first, "all");
    if (axes === undefined) return undefined;
    const varying = axes.map((axis) => first.shape[axis]).find((axis) => axis?.ragged !== undefined);
    const empty = varying && expectEmpty(call, name, { element, keepsUnit: true }, varying);
    if (varying !== undefined && empty === undefined) return undefined;
    const range = empty === undefined ? rangeOf(first) : hull(rangeOf(first), empty.range);
    return numeric(element, withoutAxes(first.shape, axes), { unit: first.unit, range });
  }
  const reducing = (["axis", "empty"] as const).find(
    (option) => call.options[option] !== undefined || call.arguments[option] !== undefined,
  );
  if (reducing !== undefined) {
    reportOption(call, name, reducing, "left out where several values are compared");
    return undefined;
  }
  const shape = expectSameShape(call, name, names);
  const unit = expectSameUnit(call, name, names);
  if (shape === undefined || unit === undefined) return undefined;
  const ends = ([0, 1] as const).map((end) => Math[name](...types.map((type) => rangeOf(type)[end])));
  return numeric(element, shape, { unit: unit.unit, range: [ends[0] ?? -Infinity, ends[1] ?? Infinity] });
}

function position(name: "argmin" | "argmax", what: string, examples: Builtin["examples"]): Builtin {
  return reduction({
    name,
    documentation: `The index of the ${what} element along the last axis, the first one of several.`,
    takes: "number",
    defaultAxes: "last",
    gives: "int",
    range: (type, axes) => [0, (sizesOf(type)[axes[0] ?? 0] ?? 1) - 1],
    padding: "first",
    least: () => 1,
    lower(value, axes, { ir }) {
      const [axis] = axes;
      const number = ir.node(value).dtype === "bool" ? ir.cast(value, "int") : value;
      return axis === undefined
        ? ir.constant(0, "int")
        : ir.argExtremum(name === "argmin" ? "min" : "max", number, axis);
    },
    examples,
  });
}

/** `min max argmin argmax`. */
export const extrema: readonly Builtin[] = [
  extremum("min", "The least element of one value, or the least of several, element by element. NaN stays NaN.", [
    { expression: "min([3, 1, 2])", value: 1 },
    { expression: "min([3, 1], 2)", value: [2, 1] },
  ]),
  extremum("max", "The greatest element of one value, or the greatest of several, element by element. NaN stays NaN.", [
    { expression: "max([3, 1, 2])", value: 3 },
    { expression: "max([3, 1], 2, 0)", value: [3, 2] },
  ]),
  position("argmin", "least", [{ expression: "argmin([3, 1, 1])", value: 1 }]),
  position("argmax", "greatest", [{ expression: "argmax([3, 1, 3])", value: 0 }]),
];
