import { report } from "../../diagnostics/report.js";
import type { Axis, ValueType } from "../../check/typed.js";
import type { BuiltinParameter } from "../builtin.js";
import { argumentOf, expectSameUnit, expectType, type Reporting } from "./expect.js";
import { rangeOf, type Range } from "./types.js";

/** `empty: V`, the value where no item is there. */
export const emptyParameter: BuiltinParameter = { name: "empty", kind: "value", optional: true };

/** The axes along which a reduction takes the items that are there; the others have size 1, so that they play no part. */
export function reducedAxes(shape: readonly Axis[], axes: readonly number[]): readonly Axis[] {
  return shape.map((axis, place) => (axes.includes(place) ? axis : { size: 1 }));
}

/**
 * What is known of `empty:` where it stands for the result of a reduction along an axis of varying length; `undefined` where it is missing or does not fit, which is
 * reported.
 */
export function expectEmpty(
  call: Reporting,
  builtin: string,
  result: { readonly element: "int" | "float"; readonly keepsUnit: boolean },
  varying: Axis,
): { readonly range: Range } | undefined {
  if (call.arguments.empty === undefined) {
    call.report(
      report(
        "missing-empty-value",
        call.span,
        { aggregator: builtin, scope: `\`${varying.name ?? ""}\`` },
        { help: "add `empty: 0`, or the value where there are no items" },
      ),
    );
    return undefined;
  }
  const accepts = ({ element, shape }: ValueType): boolean =>
    shape.length === 0 &&
    (element === "int" || element === "bool" || (element === "float" && result.element === "float"));
  const expected = result.element === "int" ? "one whole number" : "one number";
  const type = expectType(call, builtin, "empty", expected, accepts);
  if (type === undefined) return undefined;
  if (result.keepsUnit && expectSameUnit(call, builtin, ["x", "empty"]) === undefined) return undefined;
  return { range: rangeOf(argumentOf(call, "empty").type) };
}

/** The smallest range that holds both. */
export function hull(first: Range, second: Range): Range {
  return [Math.min(first[0], second[0]), Math.max(first[1], second[1])];
}
