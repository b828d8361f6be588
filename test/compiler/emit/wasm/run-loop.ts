import type { Loop, LoopTable, ScalarValue, ValueId } from "../../../../src/compiler/emit/fused/loop-program.js";
import { applyBinary } from "../../../../src/runtime/reference/scalar.js";

/** The columns of one environment after a loop over them, as the reference computes. */
export function runLoop(loop: Loop, tables: readonly LoopTable[], columns: readonly number[]): readonly number[] {
  const known: number[] = [];
  for (const value of loop.values) known.push(valueOf(value, (id) => known[id] ?? NaN, tables, columns));
  const after = [...columns];
  for (const { column, value } of loop.stores) after[column] = known[value] ?? NaN;
  return after;
}

/** One value of one environment. */
export function valueOf(
  value: ScalarValue,
  of: (id: ValueId) => number,
  tables: readonly LoopTable[],
  columns: readonly number[],
): number {
  switch (value.op) {
    case "constant":
      return value.value;
    case "load":
      return columns[value.column] ?? NaN;
    case "unary":
      return of(value.input);
    case "binary":
      return applyBinary(value.fn, of(value.left), of(value.right), value.type);
    case "select":
      return of(value.condition) === 0 ? of(value.otherwise) : of(value.then);
    case "table":
      return tables[value.table]?.values[of(value.index)] ?? NaN;
    default:
      throw new Error(`${value.op} is not run here`);
  }
}
