import type { FusedLayout, ScalarType } from "../../../runtime/fused/layout.js";
import { at } from "../at.js";
import type { ColumnId, ValueId } from "../fused/loop-program.js";
import type { Code } from "./encoder/code.js";
import type { FunctionBody } from "./encoder/function-body.js";
import { i32 } from "./encoder/scalar-instructions.js";
import { f32x4, i32x4 } from "./encoder/vector-instructions.js";
import { float, floatOf, intOf, maskOf, whole, type Lanes } from "./operations/lanes.js";
import { fourFrom, loadRow, storeRow, type PlacedRows } from "./operations/rows.js";
import type { Section } from "./sections.js";
import { writeValue, type Columns, type ValueContext } from "./write-value.js";

const addressBytes = 4;
const scalarBytes = 4;
const lanes = 4;
/** Environments that a section takes at a time are a multiple of four times this. */
const groupsAtOnce = 2;

/** Where a section works. */
export interface SectionPlace {
  /** The address of the list that `writeLoop` takes. */
  readonly list: Code<"i32">;
  readonly layout: FusedLayout;
  /** The environments from `from` to before `to`. */
  readonly from: Code<"i32">;
  readonly to: Code<"i32">;
  /** By value, where sections leave it: in bytes from the address that the list has for that. */
  readonly slots: readonly (number | undefined)[];
  /** Groups of four without a row on which this column is true are passed over. */
  readonly only?: ColumnId;
}

/** Runs a section over environments, eight at a time, or four where it looks for some; `shared` are the values that are the same in all of them. */
export function writeSection(
  body: FunctionBody,
  section: Section,
  shared: readonly Lanes[],
  context: ValueContext,
  { list, layout, from, to, slots, only }: SectionPlace,
): void {
  const { loop } = context;
  const listed = (place: number): Code<"i32"> => body.keep(i32.load(list, addressBytes * place));
  const usesRows = section.rowStores.length > 0 || section.values.some((id) => at(loop.values, id).op === "load-row");
  const usesSlots = section.reads.length + section.leaves.length > 0;
  const stride = usesRows ? listed(layout.columns.length) : i32.constant(0);
  // As if the tile began with environment 0.
  const scratch = usesSlots ? body.keep(i32.subtract(listed(layout.columns.length + 1), scalars(from))) : from;
  const addresses: (Code<"i32"> | undefined)[] = [];
  for (const column of columnsOf(section, context, only)) addresses[column] = listed(column);
  const row = body.local("i32");
  body.set(row, from);

  /** Where the present four environments of a column are. */
  const place = (column: ColumnId): Code<"i32"> => {
    const offset = at(layout.columns, column).type === "bool" ? body.get(row) : scalars(body.get(row));
    return i32.add(at(addresses, column), offset);
  };
  const left = (): Code<"i32"> => i32.add(scratch, scalars(body.get(row)));
  /** So many groups of four at once: what one computes depends on nothing of the others, and keeps a processor busy that would wait for a single chain of operations. */
  const run = (groups: number): void => {
    const parts = Array.from({ length: groups }, (_, group) => {
      const first = group === 0 ? body.get(row) : i32.add(body.get(row), i32.constant(lanes * group));
      const environments = usesRows ? body.keep(fourFrom(first)) : i32x4.constant(0);
      const rowsOf = (column: ColumnId): PlacedRows => ({
        address: at(addresses, column),
        rows: at(layout.columns, column).rows ?? 0,
        stride,
        environments,
      });
      const columns: Columns = {
        load: (column, type) => loadColumn(body, place(column), type, lanes * group),
        loadRow: (column, index, type) => loadRow(body, rowsOf(column), index, type),
      };
      return { group, rowsOf, columns, values: [...shared] };
    });
    const offset = (id: ValueId, group: number): number => at(slots, id) + scalarBytes * lanes * group;
    for (const { group, values } of parts)
      for (const id of section.reads) values[id] = takeUp(body, left(), offset(id, group), at(loop.values, id).type);
    for (const id of section.values)
      for (const { values, columns } of parts)
        values[id] = writeValue(body, at(loop.values, id), (input) => at(values, input), context, columns);
    for (const { group, rowsOf, values } of parts) {
      for (const id of section.leaves) leave(body, left(), offset(id, group), at(values, id));
      for (const { column, value } of section.stores)
        storeColumn(body, place(column), at(values, value), lanes * group);
      for (const { column, row: index, value } of section.rowStores)
        storeRow(body, rowsOf(column), at(values, index), at(values, value));
    }
  };
  const groups = only === undefined ? groupsAtOnce : 1;
  body.repeat(() => {
    if (only === undefined) run(groups);
    else body.when(i32.load(place(only)), () => run(groups));
    body.set(row, i32.add(body.get(row), i32.constant(lanes * groups)));
    return i32.lessUnsigned(body.get(row), to);
  });
}

/** The columns that a section reads or writes, and the one that it looks at. */
function columnsOf(section: Section, { loop }: ValueContext, only: ColumnId | undefined): readonly ColumnId[] {
  const loaded = section.values.flatMap((id) => {
    const value = at(loop.values, id);
    return value.op === "load" || value.op === "load-row" ? [value.column] : [];
  });
  const stored = [...section.stores, ...section.rowStores].map(({ column }) => column);
  return [...new Set([...loaded, ...stored, ...(only === undefined ? [] : [only])])].sort((a, b) => a - b);
}

/** Bytes of so many floats or ints. */
function scalars(count: Code<"i32">): Code<"i32"> {
  return i32.shiftLeft(count, i32.constant(2));
}

/** `skipped` environments behind the place. */
function loadColumn(body: FunctionBody, place: Code<"i32">, type: ScalarType, skipped: number): Lanes {
  if (type === "float") return float(body, f32x4.load(place, scalarBytes * skipped));
  if (type === "int") return whole(body, type, i32x4.load(place, scalarBytes * skipped));
  return whole(body, type, i32x4.greater(i32x4.loadBytes(place, skipped), i32x4.constant(0)));
}

function storeColumn(body: FunctionBody, place: Code<"i32">, value: Lanes, skipped: number): void {
  if (value.type === "float") body.run(f32x4.store(place, floatOf(value), scalarBytes * skipped));
  else if (value.type === "int") body.run(i32x4.store(place, intOf(value), scalarBytes * skipped));
  else body.run(i32x4.storeBytes(place, i32x4.and(maskOf(value), i32x4.constant(1)), skipped));
}

/** Writes a value as it is, a boolean as a mask. */
function leave(body: FunctionBody, address: Code<"i32">, slot: number, value: Lanes): void {
  if (value.type === "float") body.run(f32x4.store(address, value.code, slot));
  else body.run(i32x4.store(address, value.code, slot));
}

function takeUp(body: FunctionBody, address: Code<"i32">, slot: number, type: ScalarType): Lanes {
  return type === "float" ? float(body, f32x4.load(address, slot)) : whole(body, type, i32x4.load(address, slot));
}
