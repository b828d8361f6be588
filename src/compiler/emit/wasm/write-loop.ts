import { at } from "../at.js";
import type { FusedLayout, ScalarType } from "../../../runtime/fused/layout.js";
import { unreachable } from "../../unreachable.js";
import type { Loop, ScalarValue, ValueId } from "../fused/loop-program.js";
import { nothing, type Code, type FunctionReference } from "./encoder/code.js";
import type { FunctionBody } from "./encoder/function-body.js";
import type { ModuleBuilder } from "./encoder/module-builder.js";
import { f32, f64, i32 } from "./encoder/scalar-instructions.js";
import { f32x4, i32x4 } from "./encoder/vector-instructions.js";
import { binary } from "./operations/binary.js";
import { choose } from "./operations/choose.js";
import { constant } from "./operations/constant.js";
import { float, floatOf, intOf, maskOf, whole, type Lanes } from "./operations/lanes.js";
import { fourFrom, loadRow, storeRow, type PlacedRows } from "./operations/rows.js";
import { lookUp, type PlacedTable } from "./operations/tables.js";
import { unary } from "./operations/unary.js";
import { knownSigns } from "./signs.js";

const addressBytes = 4;
const uniformBytes = 8;
const lanes = 4;

/** What every loop takes: see `writeLoop`. */
export const loopParameters = ["i32", "i32", "i32", "i32"] as const;
export type LoopFunction = FunctionReference<typeof loopParameters, "nothing">;

/**
 * A loop as a function `(columns, uniforms, first, end)`: the addresses of a list of the columns' addresses, with the stride of rows behind them, and of the uniforms; and the environments from `first`
 * to before `end`, multiples of 4, of which there is one group of four at least. Columns have room for so many. Where a loop changes nothing but on the rows of a flag, `only` is the flag's column, and
 * groups without such a row are passed over. Floats and ints take 4 bytes each, bools one byte, 0 or 1; uniforms are doubles whatever their type.
 */
export function writeLoop(
  module: ModuleBuilder,
  name: string,
  loop: Loop,
  layout: FusedLayout,
  tables: readonly PlacedTable[],
  only?: number,
): LoopFunction {
  return module.define(name, loopParameters, "nothing", (body, columns, uniforms, first, end) => {
    const values: Lanes[] = [];
    const signs = knownSigns(loop);
    const value = (id: ValueId): Lanes => at(values, id);
    const addresses = columnAddresses(body, loop, columns);
    const row = body.local("i32");
    body.set(row, first);
    /** Where the present four environments of a column are. */
    const place = (column: number): Code<"i32"> => {
      const index = body.get(row);
      const offset = at(layout.columns, column).type === "bool" ? index : i32.shiftLeft(index, i32.constant(2));
      return i32.add(at(addresses, column), offset);
    };
    const severalRows = loop.values.some(({ op }) => op === "load-row") || loop.rowStores.length > 0;
    const stride = severalRows ? body.keep(i32.load(columns, addressBytes * layout.columns.length)) : i32.constant(0);
    let environments = i32x4.constant(0);
    const rowsOf = (column: number): PlacedRows => ({
      address: at(addresses, column),
      rows: at(layout.columns, column).rows ?? 0,
      stride,
      environments,
    });
    const compute = (scalar: ScalarValue): Lanes => {
      switch (scalar.op) {
        case "constant":
          return constant(scalar.value, scalar.type);
        case "uniform":
          return readUniform(body, uniforms, scalar.uniform, scalar.type);
        case "load":
          return loadColumn(body, place(scalar.column), scalar.type);
        case "load-row":
          if (scalar.type === "bool") throw new Error("rows hold numbers");
          return loadRow(body, rowsOf(scalar.column), value(scalar.row), scalar.type);
        case "unary":
          return unary(
            body,
            scalar.fn,
            { ...value(scalar.input), atMostZero: signs[scalar.input] === "at most 0" },
            scalar.type,
          );
        case "binary":
          return binary(body, scalar.fn, value(scalar.left), value(scalar.right));
        case "select":
          return choose(body, value(scalar.condition), value(scalar.then), value(scalar.otherwise));
        case "table":
          return lookUp(body, at(tables, scalar.table), value(scalar.index));
        default:
          return unreachable(scalar);
      }
    };
    loop.values.slice(0, loop.uniforms).forEach((scalar) => values.push(compute(scalar)));
    const four = (): void => {
      if (severalRows) environments = body.keep(fourFrom(body.get(row)));
      loop.values.slice(loop.uniforms).forEach((scalar) => values.push(compute(scalar)));
      for (const { column, value: id } of loop.stores) storeColumn(body, place(column), value(id));
      for (const { column, row: to, value: id } of loop.rowStores) storeRow(body, rowsOf(column), value(to), value(id));
    };
    body.repeat(() => {
      if (only === undefined) four();
      else body.when(i32.load(place(only)), four);
      body.set(row, i32.add(body.get(row), i32.constant(lanes)));
      return i32.lessUnsigned(body.get(row), end);
    });
    return nothing;
  });
}

/** The address of each column that the loop reads or writes, by its number. */
function columnAddresses(body: FunctionBody, loop: Loop, columns: Code<"i32">): readonly (Code<"i32"> | undefined)[] {
  const used = new Set([...loop.stores, ...loop.rowStores].map(({ column }) => column));
  for (const value of loop.values) if (value.op === "load" || value.op === "load-row") used.add(value.column);
  const addresses: (Code<"i32"> | undefined)[] = [];
  for (const column of [...used].sort((a, b) => a - b))
    addresses[column] = body.keep(i32.load(columns, addressBytes * column));
  return addresses;
}

function readUniform(body: FunctionBody, uniforms: Code<"i32">, place: number, type: ScalarType): Lanes {
  const uniform = f64.load(uniforms, uniformBytes * place);
  if (type === "float") return float(body, f32x4.splat(f32.fromF64(uniform)));
  const numbers = i32x4.splat(i32.fromF64(uniform));
  return whole(body, type, type === "bool" ? i32x4.notEqual(numbers, i32x4.constant(0)) : numbers);
}

function loadColumn(body: FunctionBody, place: Code<"i32">, type: ScalarType): Lanes {
  if (type === "float") return float(body, f32x4.load(place));
  if (type === "int") return whole(body, type, i32x4.load(place));
  return whole(body, type, i32x4.greater(i32x4.loadBytes(place), i32x4.constant(0)));
}

function storeColumn(body: FunctionBody, place: Code<"i32">, value: Lanes): void {
  if (value.type === "float") body.run(f32x4.store(place, floatOf(value)));
  else if (value.type === "int") body.run(i32x4.store(place, intOf(value)));
  else body.run(i32x4.storeBytes(place, i32x4.and(maskOf(value), i32x4.constant(1))));
}
