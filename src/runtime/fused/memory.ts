import type { ColumnLayout, FusedLayout, ScalarType } from "./layout.js";

/** One scalar per environment. */
export type Column = Float32Array | Int32Array | Uint8Array;

const bytes = { float: 4, int: 4, bool: 1 } as const satisfies Record<ScalarType, number>;
/** Lanes are padded to so many, so that vector instructions may read and write behind the last environment. */
const lanes = 16;

/** Environments from one row of a column to the next. */
export function rowStride(environments: number): number {
  const stride = Math.ceil(Math.max(environments, 1) / lanes) * lanes;
  return (stride * bytes.float) % 4096 === 0 ? stride + lanes : stride;
}

/** Where each column begins, in bytes from the first one, and how long all are. Columns are aligned to 16 lanes; none is a multiple of 4 KiB apart from the next, since caches would keep few of such columns. */
export function placeColumns(
  { columns }: FusedLayout,
  environments: number,
): { readonly offsets: readonly number[]; readonly size: number } {
  const offsets: number[] = [];
  let size = 0;
  for (const { type, rows } of columns) {
    offsets.push(size);
    if (rows !== undefined) {
      // One more for what nobody looks at.
      size += (rows + 1) * rowStride(environments) * bytes.float;
      continue;
    }
    const length = Math.ceil(Math.max(environments, 1) / lanes) * lanes * bytes[type];
    size += length % 4096 === 0 ? length + 64 : length;
  }
  return { offsets, size };
}

/** The columns as views of one block of memory that begins at `start`, a multiple of 16; zeros in fresh memory. A column of several rows is one view, a stride for each row. */
export function viewColumns(
  layout: FusedLayout,
  environments: number,
  buffer: ArrayBufferLike,
  start = 0,
): readonly Column[] {
  const { offsets } = placeColumns(layout, environments);
  return layout.columns.map(({ type, rows }, place) => {
    const offset = start + (offsets[place] ?? 0);
    const length = rows === undefined ? environments : (rows + 1) * rowStride(environments);
    switch (type) {
      case "float":
        return new Float32Array(buffer, offset, length);
      case "int":
        return new Int32Array(buffer, offset, length);
      case "bool":
        return new Uint8Array(buffer, offset, environments);
    }
  });
}

/** Finds columns by what they hold. Throws where the loops have no such column. */
export class ColumnIndex {
  readonly #columns = new Map<string, Column>();
  readonly #rows = new Map<string, readonly Column[]>();

  constructor(
    readonly layout: FusedLayout,
    columns: readonly Column[],
    readonly environments: number,
  ) {
    layout.columns.forEach(({ field, name, element, rows }, place) => {
      const column = columns[place];
      if (column === undefined) return;
      if (rows === undefined) this.#columns.set(`${field} ${element} ${name}`, column);
      else this.#rows.set(`${field} ${name}`, [...(this.#rows.get(`${field} ${name}`) ?? []), column]);
    });
  }

  find(field: ColumnLayout["field"], name = "", element = 0): Column | undefined {
    const rows = this.#rows.get(`${field} ${name}`);
    return rows === undefined ? this.#columns.get(`${field} ${element} ${name}`) : this.#ofRow(rows, element);
  }

  /** Elements are row-major: all of a row, then all of the next. */
  #ofRow(rows: readonly Column[], element: number): Column | undefined {
    const start = Math.floor(element / rows.length) * rowStride(this.environments);
    return rows[element % rows.length]?.subarray(start, start + this.environments);
  }

  float(field: ColumnLayout["field"], name = "", element = 0): Float32Array {
    const column = this.find(field, name, element);
    if (column instanceof Float32Array) return column;
    throw new Error(`no float ${field} ${name}`);
  }

  int(field: ColumnLayout["field"], name = "", element = 0): Int32Array {
    const column = this.find(field, name, element);
    if (column instanceof Int32Array) return column;
    throw new Error(`no int ${field} ${name}`);
  }

  /** A column that no loop reads or writes is one of zeros. */
  bool(field: ColumnLayout["field"], name = "", element = 0): Uint8Array {
    const column = this.find(field, name, element) ?? new Uint8Array(this.environments);
    if (column instanceof Uint8Array) return column;
    throw new Error(`no bool ${field} ${name}`);
  }
}
