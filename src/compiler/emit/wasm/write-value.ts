import { at } from "../at.js";
import type { ScalarType } from "../../../runtime/fused/layout.js";
import { unreachable } from "../../unreachable.js";
import type { ColumnId, Loop, ScalarValue, ValueId } from "../fused/loop-program.js";
import type { Code } from "./encoder/code.js";
import type { FunctionBody } from "./encoder/function-body.js";
import { f32, f64, i32 } from "./encoder/scalar-instructions.js";
import { f32x4, i32x4 } from "./encoder/vector-instructions.js";
import { binary } from "./operations/binary.js";
import { choose } from "./operations/choose.js";
import { constant } from "./operations/constant.js";
import { float, whole, type Lanes } from "./operations/lanes.js";
import { lookUp, type PlacedTable } from "./operations/tables.js";
import { unary } from "./operations/unary.js";
import type { Sign } from "./signs.js";

const uniformBytes = 8;

/** What the values of a loop are made of. */
export interface ValueContext {
  readonly loop: Loop;
  readonly signs: readonly (Sign | undefined)[];
  readonly tables: readonly PlacedTable[];
  /** The address of the uniforms. */
  readonly uniforms: Code<"i32">;
}

/** Four environments of what stands in memory. */
export interface Columns {
  load(column: ColumnId, type: ScalarType): Lanes;
  loadRow(column: ColumnId, row: Lanes, type: "float" | "int"): Lanes;
}

/** Computes a value of four environments here, given those before it. */
export function writeValue(
  body: FunctionBody,
  scalar: ScalarValue,
  value: (id: ValueId) => Lanes,
  { signs, tables, uniforms }: ValueContext,
  columns: Columns,
): Lanes {
  switch (scalar.op) {
    case "constant":
      return constant(scalar.value, scalar.type);
    case "uniform":
      return readUniform(body, uniforms, scalar.uniform, scalar.type);
    case "load":
      return columns.load(scalar.column, scalar.type);
    case "load-row":
      if (scalar.type === "bool") throw new Error("rows hold numbers");
      return columns.loadRow(scalar.column, value(scalar.row), scalar.type);
    case "unary": {
      const atMostZero = signs[scalar.input] === "at most 0";
      return unary(body, scalar.fn, { ...value(scalar.input), atMostZero }, scalar.type);
    }
    case "binary":
      return binary(body, scalar.fn, value(scalar.left), value(scalar.right));
    case "select":
      return choose(body, value(scalar.condition), value(scalar.then), value(scalar.otherwise));
    case "table":
      return lookUp(body, at(tables, scalar.table), value(scalar.index));
    default:
      return unreachable(scalar);
  }
}

function readUniform(body: FunctionBody, uniforms: Code<"i32">, place: number, type: ScalarType): Lanes {
  const uniform = f64.load(uniforms, uniformBytes * place);
  if (type === "float") return float(body, f32x4.splat(f32.fromF64(uniform)));
  const numbers = i32x4.splat(i32.fromF64(uniform));
  return whole(body, type, type === "bool" ? i32x4.notEqual(numbers, i32x4.constant(0)) : numbers);
}
