import type { FusedLayout, ScalarType } from "../../../../runtime/fused/layout.js";
import { spareColumns, tileRows } from "../../../../runtime/fused/tile.js";
import type { LoopProgram } from "../../fused/loop-program.js";
import { call, nothing, type Code, type FunctionReference } from "../encoder/code.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { i32 } from "../encoder/scalar-instructions.js";
import { convert, transpose } from "./transpose.js";

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
const columnBytes = tileRows * floatBytes;
const group = 4;

/** Columns of a tile: one for each number of a signal that loops read, and some that nobody reads. */
export interface Gather {
  /** `(rows, tile, size)`: from the first of so many rows into the columns of the tile, `size` bytes of a column of floats. */
  readonly run: FunctionReference<readonly ["i32", "i32", "i32"], "nothing">;
  /** Where the column of the layout lies in the tile, in bytes from its beginning. */
  readonly places: ReadonlyMap<number, number>;
}

/** Copies signals out of rows, which have all numbers of all signals as declared, in single precision. */
export function writeGather(module: ModuleBuilder, signals: LoopProgram["signals"], { columns }: FusedLayout): Gather {
  const row = signals.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, element) =>
      columns.findIndex((column) => column.field === "signal" && column.name === name && column.element === element),
    ),
  );
  // The first four take what is converted or not read.
  const places = new Map(
    row.filter((column) => column >= 0).map((column, index) => [column, (spareColumns + index) * columnBytes]),
  );
  const typeOf = (column: number): ScalarType => columns[column]?.type ?? "float";
  const run = module.define("gather", ["i32", "i32", "i32"], "nothing", (body, rows, tile, size) => {
    const at = (place: number): Code<"i32"> => i32.add(tile, i32.constant(place));
    const rowBytes = i32.constant(row.length * floatBytes);
    for (let first = 0; first < row.length; first += group) {
      const read = [0, 1, 2, 3].map((lane) => row[first + lane] ?? -1);
      if (read.every((column) => column < 0)) continue;
      const [a, b, c, d] = read.map((column, lane) =>
        at(column < 0 || typeOf(column) !== "float" ? lane * columnBytes : (places.get(column) ?? 0)),
      ) as [Code<"i32">, Code<"i32">, Code<"i32">, Code<"i32">];
      body.run(call(transpose(module), i32.add(rows, i32.constant(first * floatBytes)), rowBytes, size, a, b, c, d));
      read.forEach((column, lane) => {
        const type = typeOf(column);
        if (column < 0 || type === "float") return;
        body.run(call(convert(module, type), at(lane * columnBytes), at(places.get(column) ?? 0), size));
      });
    }
    return nothing;
  });
  return { run, places };
}
