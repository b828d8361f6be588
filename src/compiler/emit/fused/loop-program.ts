import type { FusedLayout, ScalarType } from "../../../runtime/fused/layout.js";
import type { BinaryFunction, UnaryFunction } from "../../ir/node.js";

/*
 * A step of a spec as one loop over environments: what every fused target has in common. A target turns each operation into one of
 * its own, for one environment at a time (JavaScript) or for several lanes (SIMD), and has nothing to decide about the language.
 *
 *     Program ─► scalarise ─► LoopProgram ─► JavaScript text, WebAssembly, …
 *
 * Invariants
 * - A loop body has no control flow. Every operation is total and pure: what is not wanted is computed all the same and not selected,
 *   and a NaN, an infinity or a garbage number on the side that is not selected has no effect.
 * - `values` are in topological order: inputs have smaller places. The uniform ones come first, `uniforms` many: they depend on no
 *   column and are computed once for each call, before the loop.
 * - Each column is loaded at most once and stored at most once by a loop, all loads come before all stores, and a lane reads and
 *   writes its own environment only. So the order of lanes does not matter, and memory may be updated in place.
 * - A column with `rows` is that many columns, one behind the other, and one more that nobody looks at: what row each environment reads and writes is computed. A
 *   row number outside means that one more. It is never loaded or stored as a whole; row stores come after all loads, in their order.
 * - Types are strict. `float`: numbers in single precision or better (columns hold single precision; constants are numbers of single precision).
 *   `int`: whole numbers of 32 bits; what a spec computes stays inside. `bool`: a truth value, as a mask or whatever the target has;
 *   it is converted by `cast` only, to 0 and 1, and a number never becomes a bool but by comparison.
 * - The meaning of each operation is that of `applyUnary` and `applyBinary` of the reference (`src/runtime/reference/scalar.ts`): a comparison with NaN is false,
 *   `not-equal` included; `minimum` and `maximum` are NaN where an operand is; `modulo` is floor-mod; of ints, modulo and remainder
 *   by 0 are 0; `cast` of a float to an int truncates, stays inside 32 bits and makes 0 of NaN; `is-finite` asks for a number that single precision holds.
 * - Rows that do not step (`isFirst` alone, or after an end) are masked by selects: their outputs are 0, false and −1, their state is stored as it was. Inputs
 *   of such rows may be anything, so that the index of a `table` may lie outside of it there (and on a side that is not selected): any entry will do, but nothing may trap.
 */
export interface LoopProgram {
  readonly name: string;
  readonly layout: FusedLayout;
  readonly tables: readonly LoopTable[];
  /** All signals and actions as declared, read or not: so many numbers each. */
  readonly signals: readonly { readonly name: string; readonly size: number }[];
  /** One step of every environment. */
  readonly step: Loop;
  /** The same step, where nobody reads more of it than what a learner needs: see `RewardOutputs`. */
  readonly rewards: Loop;
  /**
   * Begins episodes on the rows of the flag `begins`, after the step of the same call if there is one. Where the flag `alone` holds, too, the row has brought the episode's first
   * signals as its signals, and its machines are shown where they start; else they stand in the fields `reset`.
   */
  readonly reset: Loop;
}

/** Place in `LoopProgram.layout.columns`, `layout.uniforms`, `tables`, `Loop.values`. */
export type ColumnId = number;
export type UniformId = number;
export type TableId = number;
export type ValueId = number;

/** Constant numbers, gathered by an index: moves of automata, lookups. */
export interface LoopTable {
  readonly type: ScalarType;
  readonly values: readonly number[];
  /** For people: what the entries are. */
  readonly label: string;
}

export interface Loop {
  readonly values: readonly ScalarValue[];
  /** So many values, the first, are the same in all environments. */
  readonly uniforms: number;
  readonly stores: readonly Store[];
  readonly rowStores: readonly RowStore[];
}

/** `row` is an int. */
export interface RowStore extends Store {
  readonly row: ValueId;
}

export interface Store {
  readonly column: ColumnId;
  /** Of the column's type. */
  readonly value: ValueId;
}

/** One scalar of one environment. `type` is that of the result, `label` what people call it, where it has a name. */
export type ScalarValue = ScalarOperation & { readonly type: ScalarType; readonly label?: string };

export type ScalarOperation =
  /** Of a bool 0 or 1; of a float a number of single precision, infinities and NaN included. */
  | { readonly op: "constant"; readonly value: number }
  | { readonly op: "uniform"; readonly uniform: UniformId }
  | { readonly op: "load"; readonly column: ColumnId }
  | { readonly op: "load-row"; readonly column: ColumnId; readonly row: ValueId }
  | { readonly op: "unary"; readonly fn: ScalarUnary; readonly input: ValueId }
  /** `left` and `right` are of one type: int or float for arithmetic and comparisons, bool for connectives. */
  | { readonly op: "binary"; readonly fn: BinaryFunction; readonly left: ValueId; readonly right: ValueId }
  | { readonly op: "select"; readonly condition: ValueId; readonly then: ValueId; readonly otherwise: ValueId }
  | { readonly op: "table"; readonly table: TableId; readonly index: ValueId };

/** `negate`, `abs` and `sign` of ints and floats; `not` of a bool; `cast` of anything but to bool; all others of floats. */
export type ScalarUnary = Exclude<UnaryFunction, "square" | "relu">;
