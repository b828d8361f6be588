import * as tf from "@tensorflow/tfjs-core";
import type { MemberTable } from "./member-table.js";

/** Scopes side by side with the values of their members. */
export interface Block {
  /** `[elements, size]` as `[rows, width, size]`. */
  take(values: tf.Tensor): tf.Tensor3D;
  /** bool `[rows, width, 1]`, false where a member is padding; absent where none is. */
  readonly present?: tf.Tensor;
}

/** How the elements of one rate lie in the scopes of a slower one. */
export interface Arrangement {
  readonly blocks: readonly Block[];
  /** What each block gives for its scopes, `[rows, size]`, as `[scopes, size]`. */
  scopes(parts: readonly tf.Tensor[]): tf.Tensor;
  /** What each block gives for its members, `[rows, width, size]`, as `[elements, size]`. */
  elements(parts: readonly tf.Tensor[]): tf.Tensor;
}

/** All elements in one scope. */
export function asOne(elements: number): Arrangement {
  return {
    blocks: [{ take: (values) => tf.reshape(values, [1, elements, sizeOf(values)]) }],
    scopes: ([part]) => known(part),
    elements: ([part]) => tf.reshape(known(part), [elements, sizeOf(known(part))]),
  };
}

/** Elements that stand `[steps, rows]` with the rows as scopes: steps in their episodes. */
export function asColumns(steps: number, rows: number): Arrangement {
  return {
    blocks: [
      { take: (values) => tf.transpose(tf.reshape(values, [steps, rows, sizeOf(values)]), [1, 0, 2]) as tf.Tensor3D },
    ],
    scopes: ([part]) => known(part),
    elements: ([part]) => tf.reshape(tf.transpose(known(part), [1, 0, 2]), [steps * rows, sizeOf(known(part))]),
  };
}

/** Keeps a tensor for as long as the arrangement is used. */
export type Hold = <T extends tf.Tensor>(tensor: T) => T;

/** Elements by a table of members; `inner` says how many values each of them brings, one after the other. */
export function byTables(tables: readonly MemberTable[], elements: number, inner: number, hold: Hold): Arrangement {
  /** Absent where every row is taken in its place. */
  const indexed = (indices: Int32Array, rows: number): tf.Tensor1D | undefined =>
    rows === indices.length && countsUp(indices) ? undefined : hold(tf.tensor1d(indices, "int32"));
  const members = tables.reduce((sum, table) => sum + table.members.length, 0);
  const places = indexed(placesOf(tables, elements), members);
  const scopes = orderOf(tables);
  const order = indexed(scopes, scopes.length);
  return {
    blocks: tables.map((table) => blockOf(table, elements, inner, hold)),
    scopes: (parts) => taken(joined(parts), order),
    elements: (parts) => {
      const size = sizeOf(known(parts[0]));
      const flat = joined(parts.map((part) => tf.reshape(part, [-1, inner * size])));
      return tf.reshape(taken(flat, places), [elements * inner, size]);
    },
  };
}

function blockOf({ scopes, width, members, present }: MemberTable, elements: number, inner: number, hold: Hold): Block {
  const inPlace = members.length === elements && countsUp(members);
  const index = inPlace ? undefined : hold(tf.tensor1d(members, "int32"));
  const shape = [scopes.length, width * inner, 1];
  const there =
    present === undefined
      ? undefined
      : hold(tf.reshape(tf.tile(tf.tensor2d(present, [members.length, 1], "bool"), [1, inner]), shape));
  return {
    take: (values) => {
      const size = sizeOf(values);
      const rows = taken(tf.reshape(values, [elements, inner * size]), index);
      return tf.reshape(rows, [scopes.length, width * inner, size]);
    },
    ...(there === undefined ? {} : { present: there }),
  };
}

/** For each element its place in the blocks, one behind the other. */
function placesOf(tables: readonly MemberTable[], elements: number): Int32Array {
  const places = new Int32Array(elements);
  let offset = 0;
  for (const { members, present } of tables) {
    for (const [place, member] of members.entries())
      if (present === undefined || present[place] === 1) places[member] = offset + place;
    offset += members.length;
  }
  return places;
}

/** For each scope its row in the blocks, one behind the other. */
function orderOf(tables: readonly MemberTable[]): Int32Array {
  const scopes = tables.flatMap((table) => table.scopes);
  const order = new Int32Array(scopes.length);
  for (const [row, scope] of scopes.entries()) order[scope] = row;
  return order;
}

function countsUp(indices: Int32Array): boolean {
  return indices.every((index, place) => index === place);
}

function taken(values: tf.Tensor, index: tf.Tensor1D | undefined): tf.Tensor {
  return index === undefined ? values : tf.gather(values, index);
}

function joined(parts: readonly tf.Tensor[]): tf.Tensor {
  return parts.length === 1 ? known(parts[0]) : tf.concat([...parts], 0);
}

function sizeOf(values: tf.Tensor): number {
  return values.shape.at(-1) ?? 1;
}

function known(part: tf.Tensor | undefined): tf.Tensor {
  if (part === undefined) throw new Error("an arrangement of nothing");
  return part;
}
