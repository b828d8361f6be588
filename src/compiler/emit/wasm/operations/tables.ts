import type { DType } from "../../../ir/node.js";
import type { FunctionBody } from "../encoder/function-body.js";
import type { ModuleBuilder } from "../encoder/module-builder.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { intOf, type Lanes } from "./lanes.js";

/** Columns begin at such a multiple of bytes. */
const alignment = 64;
const lanes = [0, 1, 2, 3] as const;

/** A table in the module's memory: `size` entries from the byte `offset` on, and one more for indices outside. */
interface PlacedTable {
  readonly offset: number;
  readonly size: number;
  readonly dtype: DType;
}

/** The constant tables of a module, at the beginning of its memory. Equal ones share their place. */
export class Tables {
  readonly #placed = new Map<string, PlacedTable>();
  #end = 0;

  constructor(private readonly module: ModuleBuilder) {}

  /** Bytes of memory that are taken. */
  get end(): number {
    return Math.ceil(this.#end / alignment) * alignment;
  }

  /** The entries at four indices. Outside the table a float is NaN, an int 0 and a boolean false. */
  lookup(body: FunctionBody, table: readonly number[], index: Lanes, dtype: DType): Lanes {
    const { offset, size } = this.#place(table, dtype);
    // The entry behind the last stands for all that lie outside: as numbers without sign, negative indices are large.
    const inside = i32x4.minimumUnsigned(intOf(index), i32x4.constant(size));
    const positions = body.keep(i32x4.shiftLeft(inside, 2));
    const gather = <T>(start: T, read: (sum: T, lane: (typeof lanes)[number]) => T): T => lanes.reduce(read, start);
    if (dtype === "float")
      return {
        dtype,
        code: body.keep(
          gather(f32x4.constant(0), (sum, lane) => f32x4.loadLane(i32x4.lane(positions, lane), sum, lane, offset)),
        ),
      };
    return {
      dtype,
      code: body.keep(
        gather(i32x4.constant(0), (sum, lane) => i32x4.loadLane(i32x4.lane(positions, lane), sum, lane, offset)),
      ),
    };
  }

  #place(table: readonly number[], dtype: DType): PlacedTable {
    const key = `${dtype} ${table.map((value) => (Object.is(value, -0) ? "-0" : value)).join()}`;
    const known = this.#placed.get(key);
    if (known !== undefined) return known;
    const bytes = dtype === "float" ? floatBytes(table) : wholeBytes(table, dtype);
    const placed = { offset: this.#end, size: table.length, dtype };
    this.module.data(placed.offset, bytes);
    this.#end += bytes.length;
    this.#placed.set(key, placed);
    return placed;
  }
}

function floatBytes(table: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from([...table, NaN]).buffer);
}

function wholeBytes(table: readonly number[], dtype: "int" | "bool"): Uint8Array {
  const entries = dtype === "bool" ? table.map((value) => -Number(value !== 0)) : table;
  return new Uint8Array(Int32Array.from([...entries, 0]).buffer);
}
