import { report } from "../../diagnostics/report.js";
import type { Axis, Dimension, TypedExpression, ValueType } from "../../check/typed.js";
import type { TypingCall } from "../builtin.js";
import { broadcastAxes } from "./shapes.js";
import { describeType } from "./types.js";
import { describeUnit, isPureNumber, sameUnit } from "./units.js";

/** What a typing rule needs of its call to report a finding; built-ins and aggregators share it. */
export type Reporting = Pick<TypingCall, "arguments" | "options" | "span" | "report">;

/** The argument called `name`, which the caller has made sure is there unless it is optional. */
export function argumentOf(call: Pick<Reporting, "arguments">, name: string): TypedExpression {
  const value = call.arguments[name];
  if (value === undefined) throw new Error(`argument ${name} is missing`);
  return value;
}

/** The type of a number (a boolean counts as 0 or 1); anything else is reported. */
export function expectNumber(call: Reporting, builtin: string, name: string): ValueType | undefined {
  return expectType(call, builtin, name, "a number", (type) => type.element !== "enum" && type.element !== "string");
}

export function expectBoolean(call: Reporting, builtin: string, name: string): ValueType | undefined {
  return expectType(call, builtin, name, "`bool`", (type) => type.element === "bool");
}

/** Reports an argument whose type does not satisfy `accepts`; an ill-typed argument is passed over in silence. */
export function expectType(
  call: Reporting,
  builtin: string,
  name: string,
  expected: string,
  accepts: (type: ValueType) => boolean,
): ValueType | undefined {
  const value = argumentOf(call, name);
  if (value.kind === "error") return undefined;
  if (accepts(value.type)) return value.type;
  call.report(
    report(
      "argument-type",
      value.span,
      { builtin, parameter: name, expected, found: `\`${describeType(value.type)}\`` },
      { label: `this is \`${describeType(value.type)}\`` },
    ),
  );
  return undefined;
}

/** The common axes of the arguments called `names`. */
export function expectSameShape(
  call: Reporting,
  builtin: string,
  names: readonly string[],
): readonly Axis[] | undefined {
  const values = names.map((name) => argumentOf(call, name));
  const shape = broadcastAxes(values.map((value) => value.type.shape));
  if (shape !== undefined) return shape;
  const shapes = values.map((value) => `\`${describeType(value.type)}\``).join(" and ");
  call.report(
    report(
      "argument-shapes",
      call.span,
      { builtin, shapes },
      { related: values.map((value) => ({ span: value.span, label: describeType(value.type) })) },
    ),
  );
  return undefined;
}

/** The common unit of the arguments called `names`, each checked against the first that has one. */
export function expectSameUnit(
  call: Reporting,
  builtin: string,
  names: readonly string[],
): { readonly unit: Dimension | undefined } | undefined {
  let unit: Dimension | undefined;
  for (const name of names) {
    const value = argumentOf(call, name);
    if (value.type.unit === undefined) continue;
    if (unit !== undefined && !sameUnit(unit, value.type.unit)) {
      reportUnit(call, builtin, name, `the unit \`${describeUnit(unit)}\``);
      return undefined;
    }
    unit ??= value.type.unit;
  }
  return { unit };
}

/** Exponentials and their like take pure numbers only; angles pass. */
export function expectPureNumber(call: Reporting, builtin: string, name: string): boolean {
  const { unit } = argumentOf(call, name).type;
  if (unit === undefined || isPureNumber(unit)) return true;
  reportUnit(call, builtin, name, "a number without unit");
  return false;
}

function reportUnit(call: Reporting, builtin: string, name: string, expected: string): void {
  const value = argumentOf(call, name);
  const found = describeUnit(value.type.unit ?? { m: 0, s: 0, rad: 0, kg: 0 });
  call.report(
    report(
      "argument-unit",
      value.span,
      { builtin, parameter: name, expected, found },
      { label: `has unit \`${found}\`` },
    ),
  );
}

/** A constant option outside of what the built-in accepts. */
export function reportOption(call: Reporting, builtin: string, name: string, expected: string): void {
  const found = call.options[name] ?? "a value";
  call.report(report("argument-value", call.span, { builtin, parameter: name, expected, found: String(found) }));
}
