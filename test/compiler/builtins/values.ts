import type { TypedExpression, ValueType } from "../../../src/compiler/check/typed.js";
import { array, call, signal, type Findings } from "../lower/typed-spec.js";
import { over } from "../lower/watch.js";

type Literal = number | readonly number[];

/** The elements of a call whose arguments are numbers and lists of them. They come as signals, so that nothing is folded. */
export function valueOf(
  builtin: string,
  given: Readonly<Record<string, Literal>>,
  options: Readonly<Record<string, string | number | readonly number[]>> = {},
): readonly number[] {
  const arguments_ = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      signal(name, typeof value === "number" ? { element: "float", shape: [] } : array("float", value.length)),
    ]),
  );
  return over(call(builtin, arguments_, options), [given])[0] ?? [];
}

export function matrix(rows: number, columns: number): ValueType {
  return array("float", rows, columns);
}

/** What a call reports with arguments of these types. */
export function findings(
  builtin: string,
  types: Readonly<Record<string, ValueType>>,
  options: Readonly<Record<string, string | number>> = {},
  more: Partial<Findings> = {},
): readonly string[] {
  const reported: Findings["reported"] = [];
  const given: Record<string, TypedExpression> = Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, signal(name, type)]),
  );
  try {
    call(builtin, given, options, { ...more, reported });
  } catch {
    return reported.map(({ message }) => message);
  }
  return [];
}
