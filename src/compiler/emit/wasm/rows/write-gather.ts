import type { FusedLayout, ScalarType } from "../../../../runtime/fused/layout.js";
import { tileRows } from "../../../../runtime/fused/tile.js";
import { unreachable } from "../../../unreachable.js";
import type { LoopProgram } from "../../fused/loop-program.js";
import { nothing, type Code, type FunctionReference } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { i32 } from "../encoder/scalar-instructions.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { transposed } from "./transposed.js";

const floatBytes = Float32Array.BYTES_PER_ELEMENT;
const columnBytes = tileRows * floatBytes;
const group = 4;

/** Columns of a tile, one for each number of a signal that loops read. */
export interface Gather {
  /** `(rows, tile, size)`: from the first of so many rows into the columns of the tile, `size` bytes of a column of floats. */
  readonly run: FunctionReference<readonly ["i32", "i32", "i32"], "nothing">;
  /** Where the column of the layout lies in the tile, in bytes from its beginning. */
  readonly places: ReadonlyMap<number, number>;
}

/**
 * Copies signals out of rows, which have all numbers of all signals as declared, in single precision. Four rows at a time from their beginning to their end: memory is read in its order. The last of
 * them may be read as far as three numbers behind its end.
 */
export function writeGather(module: ModuleBuilder, signals: LoopProgram["signals"], { columns }: FusedLayout): Gather {
  const row = signals.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, element) =>
      columns.findIndex((column) => column.field === "signal" && column.name === name && column.element === element),
    ),
  );
  const read = row.filter((column) => column >= 0);
  const places = new Map(read.map((column, index) => [column, index * columnBytes]));
  const run = module.define("gather", ["i32", "i32", "i32"], "nothing", (body, rows, tile, size) => {
    const rowBytes = i32.constant(row.length * floatBytes);
    const [next, done] = [body.local("i32"), body.local("i32")];
    body.set(next, rows);
    body.repeat(() => {
      const sources = Array.from({ length: group }, () => {
        const source = body.keep(body.get(next));
        body.set(next, i32.add(body.get(next), rowBytes));
        return source;
      });
      const scalars = body.keep(i32.add(tile, body.get(done)));
      const bytes = body.keep(i32.add(tile, i32.shiftRightUnsigned(body.get(done), i32.constant(2))));
      for (let first = 0; first < row.length; first += group) {
        const targets = row.slice(first, first + group);
        if (targets.every((column) => column < 0)) continue;
        const lanes = sources.map((source) => body.keep(f32x4.load(source, first * floatBytes)));
        const gathered = transposed(body, lanes);
        targets.forEach((column, lane) => {
          const [place, values] = [places.get(column), gathered[lane]];
          if (place === undefined || values === undefined) return;
          write(body, columns[column]?.type ?? "float", scalars, bytes, place, values);
        });
      }
      body.set(done, i32.add(body.get(done), i32.constant(group * floatBytes)));
      return i32.lessUnsigned(body.get(done), size);
    });
    return nothing;
  });
  return { run, places };
}

/** Floats as what the column has: ints, or bools of one byte, of which all but 0 are true. */
function write(
  body: FunctionBody,
  type: ScalarType,
  scalars: Code<"i32">,
  bytes: Code<"i32">,
  place: number,
  floats: Code<"f32x4">,
): void {
  switch (type) {
    case "float":
      return body.run(f32x4.store(scalars, floats, place));
    case "int":
      return body.run(i32x4.store(scalars, i32x4.fromF32x4(floats), place));
    case "bool": {
      const truth = f32x4.notEqual(floats, f32x4.constant(0));
      return body.run(i32x4.storeBytes(bytes, i32x4.and(truth, i32x4.constant(1)), place));
    }
    default:
      return unreachable(type);
  }
}
