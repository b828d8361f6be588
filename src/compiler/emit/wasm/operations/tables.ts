import type { LoopTable } from "../../fused/loop-program.js";
import type { FunctionBody } from "../encoder/function-body.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { float, intOf, whole, type Lanes } from "./lanes.js";

/** A table in the module's memory: entries of 4 bytes from `offset` on, and one more for indices outside. */
export interface PlacedTable {
  readonly table: LoopTable;
  readonly offset: number;
}

/** Tables one behind the other at the beginning of the memory, which instantiation fills. */
export function placeTables(module: ModuleBuilder, tables: readonly LoopTable[]): readonly PlacedTable[] {
  let end = 0;
  return tables.map((table) => {
    const offset = end;
    const bytes = bytesOfTable(table);
    module.data(offset, bytes);
    end += bytes.length;
    return { table, offset };
  });
}

/** Bytes that tables take. */
export function sizeOfTables(tables: readonly LoopTable[]): number {
  return tables.reduce((sum, table) => sum + bytesOfTable(table).length, 0);
}

/** The entries at four indices. Outside the table a float is NaN, an int 0 and a boolean false. */
export function lookUp(body: FunctionBody, { table, offset }: PlacedTable, index: Lanes): Lanes {
  // As numbers without sign, negative indices are large.
  const inside = i32x4.minimumUnsigned(intOf(index), i32x4.constant(table.values.length));
  const positions = body.keep(i32x4.shiftLeft(inside, 2));
  const gather = <T>(start: T, read: (sum: T, lane: 0 | 1 | 2 | 3) => T): T =>
    ([0, 1, 2, 3] as const).reduce(read, start);
  if (table.type === "float")
    return float(
      body,
      gather(f32x4.constant(0), (sum, lane) => f32x4.loadLane(i32x4.lane(positions, lane), sum, lane, offset)),
    );
  return whole(
    body,
    table.type,
    gather(i32x4.constant(0), (sum, lane) => i32x4.loadLane(i32x4.lane(positions, lane), sum, lane, offset)),
  );
}

function bytesOfTable({ type, values }: LoopTable): Uint8Array {
  if (type === "float") return new Uint8Array(Float32Array.from([...values, NaN]).buffer);
  const entries = type === "bool" ? values.map((value) => -Number(value !== 0)) : values;
  return new Uint8Array(Int32Array.from([...entries, 0]).buffer);
}
