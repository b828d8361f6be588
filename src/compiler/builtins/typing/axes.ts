import { report } from "../../diagnostics/report.js";
import type { Axis, TypedCall, ValueType } from "../../check/typed.js";
import type { Reporting } from "./expect.js";
import { describeType } from "./types.js";

/** Which axes a reduction takes when the call does not say. */
export type DefaultAxes = "all" | "last";

/** The axes that a call reduces, ascending. A scalar has none. */
export function axesOf(options: TypedCall["options"], rank: number, otherwise: DefaultAxes): readonly number[] {
  const given = options.axis;
  if (typeof given === "number") return [given];
  if (Array.isArray(given)) return [...(given as readonly number[])].sort((left, right) => left - right);
  const all = Array.from({ length: rank }, (_, axis) => axis);
  return otherwise === "all" || given === "all" ? all : all.slice(-1);
}

/** Reports an axis that the argument does not have. */
export function expectAxes(
  call: Reporting,
  builtin: string,
  type: ValueType,
  otherwise: DefaultAxes,
): readonly number[] | undefined {
  const axes = axesOf(call.options, type.shape.length, otherwise);
  const wrong = axes.find((axis) => !Number.isInteger(axis) || axis < 0 || axis >= type.shape.length);
  if (wrong === undefined) return axes;
  call.report(report("argument-axis", call.span, { builtin, axis: wrong, found: `\`${describeType(type)}\`` }));
  return undefined;
}

/** The axes that are left. */
export function withoutAxes(shape: readonly Axis[], axes: readonly number[]): readonly Axis[] {
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** How many elements the axes hold together. */
export function countOf(sizes: readonly number[], axes: readonly number[]): number {
  return axes.reduce((product, axis) => product * (sizes[axis] ?? 1), 1);
}
