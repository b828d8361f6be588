import { at } from "../at.js";
import { depthFirst } from "../fused/depth-first.js";
import { renumbered, renumberedStores } from "../fused/loop-inputs.js";
import type { Loop, LoopTable, ScalarValue, TableId, ValueId } from "../fused/loop-program.js";
import { TableList, type Tabulated } from "./table-list.js";

/** A table that takes the place of two has at most so many entries: 8 KiB, a part of what the fastest cache holds. */
const mostEntries = 2048;

/** `scaled · factor + table[index]`: the entry of a table for a state and a letter. */
interface Entry {
  readonly scaled: ValueId;
  readonly factor: number;
  readonly table: TableId;
  readonly index: ValueId;
}

/**
 * The loop with one look-up where the entry of a table is the index of another: `outer[inner[i]]` is one table over i, and `outer[state · letters + inner[i]]` is one over states and i. A look-up on four lanes
 * takes twenty instructions, and the second waits for the first.
 */
export function composeTables(loop: Loop, tables: readonly LoopTable[]): Tabulated {
  const list = new TableList(tables);
  const values: ScalarValue[] = [];
  const places: ValueId[] = [];
  const place = (id: ValueId): ValueId => at(places, id);
  const push = (value: ScalarValue): ValueId => values.push(value) - 1;
  const indices = new Map<string, ValueId>();
  const indexOf = ({ scaled, table, index }: Entry): ValueId => {
    const key = `${scaled} ${table} ${index}`;
    const known = indices.get(key);
    if (known !== undefined) return known;
    const size = push({ op: "constant", value: list.at(table).values.length, type: "int" });
    const product = push({ op: "binary", fn: "multiply", left: scaled, right: size, type: "int" });
    const sum = push({ op: "binary", fn: "add", left: product, right: index, type: "int" });
    indices.set(key, sum);
    return sum;
  };
  const composed = (value: ScalarValue): ScalarValue => {
    if (value.op !== "table") return value;
    const outer = list.at(value.table);
    const index = at(values, value.index);
    if (index.op === "table" && fits(list.at(index.table).values, outer.values.length)) {
      const entries = list.at(index.table).values.map((place) => outer.values[place] ?? NaN);
      return { ...value, table: list.place({ ...outer, values: entries }), index: index.index };
    }
    const entry = entryOf(index, values);
    if (entry === undefined) return value;
    const inner = list.at(entry.table).values;
    const rows = outer.values.length / entry.factor;
    if (!Number.isInteger(rows) || !fits(inner, entry.factor) || rows * inner.length > mostEntries) return value;
    const entries = Array.from({ length: rows }, (_, row) =>
      inner.map((column) => outer.values[row * entry.factor + column] ?? NaN),
    ).flat();
    return { ...value, table: list.place({ ...outer, values: entries }), index: indexOf(entry) };
  };
  loop.values.forEach((value, id) => {
    places[id] = push(id < loop.uniforms ? value : composed(renumbered(value, place)));
  });
  return {
    loop: depthFirst({ values, uniforms: loop.uniforms, ...renumberedStores(loop, place) }),
    tables: list.all,
  };
}

/** A sum of a product with a constant and a look-up, in either order. */
function entryOf(sum: ScalarValue, values: readonly ScalarValue[]): Entry | undefined {
  if (sum.op !== "binary" || sum.fn !== "add" || sum.type !== "int") return undefined;
  const [left, right] = [at(values, sum.left), at(values, sum.right)];
  const [product, lookedUp] = left.op === "table" ? [right, left] : [left, right];
  if (lookedUp.op !== "table" || product.op !== "binary" || product.fn !== "multiply") return undefined;
  const { table, index } = lookedUp;
  for (const [scaled, other] of [
    [product.left, product.right],
    [product.right, product.left],
  ] as const) {
    const factor = at(values, other);
    if (factor.op === "constant" && factor.value > 0) return { scaled, factor: factor.value, table, index };
  }
  return undefined;
}

/** Whether all entries are indices of a table of so many. */
function fits(entries: readonly number[], size: number): boolean {
  return entries.every((entry) => entry >= 0 && entry < size);
}
