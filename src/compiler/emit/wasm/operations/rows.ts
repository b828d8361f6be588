import type { Code } from "../encoder/code.js";
import type { FunctionBody } from "../encoder/function-body.js";
import { i32 } from "../encoder/scalar-instructions.js";
import { f32x4, i32x4 } from "../encoder/vector-instructions.js";
import { float, floatOf, intOf, whole, type Lanes } from "./lanes.js";

/** A column of several rows in memory. */
export interface PlacedRows {
  readonly address: Code<"i32">;
  readonly rows: number;
  /** Environments from one row to the next. */
  readonly stride: Code<"i32">;
  /** The numbers of the four environments. */
  readonly environments: Code<"i32x4">;
}

const lanes = [0, 1, 2, 3] as const;

/** Where each of four environments has its row, in bytes from the column's address; the row behind the last one for what is outside. */
function positions(body: FunctionBody, { rows, stride, environments }: PlacedRows, row: Lanes): Code<"i32x4"> {
  // As numbers without sign, negative ones are large.
  const inside = i32x4.minimumUnsigned(intOf(row), i32x4.constant(rows));
  return body.keep(i32x4.shiftLeft(i32x4.add(i32x4.multiply(inside, i32x4.splat(stride)), environments), 2));
}

/** The numbers of four environments from the first one's. */
export function fourFrom(first: Code<"i32">): Code<"i32x4"> {
  const own = lanes.reduce((code, lane) => i32x4.withLane(code, lane, i32.constant(lane)), i32x4.constant(0));
  return i32x4.add(i32x4.splat(first), own);
}

/** What stands in a row of each of four environments. */
export function loadRow(body: FunctionBody, column: PlacedRows, row: Lanes, type: "float" | "int"): Lanes {
  const places = positions(body, column, row);
  const address = (lane: 0 | 1 | 2 | 3): Code<"i32"> => i32.add(column.address, i32x4.lane(places, lane));
  if (type === "int")
    return whole(
      body,
      type,
      lanes.reduce((sum, lane) => i32x4.loadLane(address(lane), sum, lane), i32x4.constant(0)),
    );
  return float(
    body,
    lanes.reduce((sum, lane) => f32x4.loadLane(address(lane), sum, lane), f32x4.constant(0)),
  );
}

/** Writes a row of each of four environments. */
export function storeRow(body: FunctionBody, column: PlacedRows, row: Lanes, value: Lanes): void {
  const places = positions(body, column, row);
  for (const lane of lanes) {
    const address = i32.add(column.address, i32x4.lane(places, lane));
    if (value.type === "float") body.run(f32x4.storeLane(address, floatOf(value), lane));
    else body.run(i32x4.storeLane(address, intOf(value), lane));
  }
}
