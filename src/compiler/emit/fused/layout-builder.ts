import type { ColumnLayout, FusedLayout, ScalarType, UniformLayout } from "../../../runtime/fused/layout.js";
import type { ColumnId, LoopTable, TableId, UniformId } from "./loop-program.js";

/** Collects what the loops of a program read and write, each thing once. */
export class LayoutBuilder {
  readonly #columns = new Once<ColumnLayout>();
  readonly #uniforms = new Once<UniformLayout>();
  readonly #tables = new Once<LoopTable>();

  column(column: ColumnLayout): ColumnId {
    return this.#columns.place(`${column.field} ${column.element} ${column.name}`, column);
  }

  uniform(uniform: UniformLayout): UniformId {
    return this.#uniforms.place(`${uniform.source} ${uniform.element} ${uniform.name}`, uniform);
  }

  /** Equal tables are shared; the first label stays. */
  table(table: LoopTable): TableId {
    return this.#tables.place(`${table.type} ${table.values.join()}`, table);
  }

  columnAt(id: ColumnId): ColumnLayout {
    return this.#columns.at(id);
  }

  typeOfUniform(id: UniformId): ScalarType {
    return this.#uniforms.at(id).type;
  }

  typeOfTable(id: TableId): ScalarType {
    return this.#tables.at(id).type;
  }

  get layout(): FusedLayout {
    return { columns: this.#columns.all, uniforms: this.#uniforms.all };
  }

  get tables(): readonly LoopTable[] {
    return this.#tables.all;
  }
}

/** A list in which nothing stands twice. */
class Once<T> {
  readonly #items: T[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, item: T): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#items.length);
    this.#items.push(item);
    return this.#items.length - 1;
  }

  at(place: number): T {
    const item = this.#items[place];
    if (item === undefined) throw new Error(`nothing stands at ${place}`);
    return item;
  }

  get all(): readonly T[] {
    return this.#items;
  }
}
