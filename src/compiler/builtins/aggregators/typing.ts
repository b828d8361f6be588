import { report } from "../../diagnostics/report.js";
import type { Axis, TypedExpression, ValueType } from "../../check/typed.js";
import type { AggregateTyping } from "../aggregator.js";
import { expectBoolean, expectNumber, expectSameShape, expectType, type Reporting } from "../typing/expect.js";

/** The parts of a causal aggregation by name, so that the rules of calls apply to them. */
function asCall(call: AggregateTyping): Reporting {
  const { value, where, empty, window } = call;
  const after = window.kind === "past" ? window.after : undefined;
  const parts: Readonly<Record<string, TypedExpression | undefined>> = { x: value, where, after, empty };
  const given = Object.entries(parts).filter((entry): entry is [string, TypedExpression] => entry[1] !== undefined);
  return { ...call, arguments: Object.fromEntries(given) };
}

/** The type of x and the axes of the result: those of x, `where` and `after` together. */
export function scopedType(
  call: AggregateTyping,
  takes: "number" | "boolean" | "any" | "none",
): { readonly type: ValueType | undefined; readonly shape: readonly Axis[] } | undefined {
  const parts = asCall(call);
  const names = Object.keys(parts.arguments);
  const type = takes === "none" ? undefined : typeOfValue(call, parts, takes);
  if (takes !== "none" && type === undefined) return undefined;
  const conditions = names.filter((name) => name === "where" || name === "after");
  if (conditions.map((name) => expectBoolean(parts, call.aggregator, name)).includes(undefined)) return undefined;
  const shape = expectSameShape(parts, call.aggregator, names);
  return shape && { type, shape };
}

function typeOfValue(
  call: AggregateTyping,
  parts: Reporting,
  takes: "number" | "boolean" | "any",
): ValueType | undefined {
  switch (takes) {
    case "number":
      return expectNumber(parts, call.aggregator, "x");
    case "boolean":
      return expectBoolean(parts, call.aggregator, "x");
    case "any":
      return expectType(parts, call.aggregator, "x", "a value", (type) => type.element !== "string");
  }
}

/** Whether the scope may hold nothing, in which case `empty:` is asked for; without `where` the present step is always there. */
export function expectEmptyValue(call: AggregateTyping, mayBeEmpty: boolean): boolean {
  if (call.empty !== undefined) return expectNumber(asCall(call), call.aggregator, "empty") !== undefined;
  if (!mayBeEmpty) return true;
  call.report(
    report(
      "missing-empty-value",
      call.span,
      { aggregator: call.aggregator, scope: call.scope },
      { help: `add \`empty: 0\`, or the value that an empty scope has` },
    ),
  );
  return false;
}
