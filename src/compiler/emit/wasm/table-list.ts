import { at } from "../at.js";
import type { Loop, LoopTable, TableId } from "../fused/loop-program.js";

/** A loop, and the tables that it looks up. */
export interface Tabulated {
  readonly loop: Loop;
  readonly tables: readonly LoopTable[];
}

/** Tables by number. Equal ones are one; new ones stand behind those that are there. */
export class TableList {
  readonly #tables: LoopTable[];

  constructor(tables: readonly LoopTable[]) {
    this.#tables = [...tables];
  }

  get all(): readonly LoopTable[] {
    return this.#tables;
  }

  at(id: TableId): LoopTable {
    return at(this.#tables, id);
  }

  place(table: LoopTable): TableId {
    const known = this.#tables.findIndex(({ type, values }) => type === table.type && isSame(values, table.values));
    return known >= 0 ? known : this.#tables.push(table) - 1;
  }
}

/** Number by number, zeros with their signs. */
function isSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
}
