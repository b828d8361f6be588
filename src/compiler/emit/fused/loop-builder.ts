import type { ColumnLayout, ScalarType, UniformLayout } from "../../../runtime/fused/layout.js";
import type { BinaryFunction } from "../../ir/node.js";
import { guardedRoot } from "./guarded-root.js";
import type { LayoutBuilder } from "./layout-builder.js";
import { inputsOf, renumbered, renumberedStores, storedValues } from "./loop-inputs.js";
import type {
  Loop,
  LoopTable,
  RowStore,
  ScalarOperation,
  ScalarUnary,
  ScalarValue,
  Store,
  ValueId,
} from "./loop-program.js";

const tests: ReadonlySet<BinaryFunction> = new Set([
  "equal",
  "not-equal",
  "less",
  "less-equal",
  "greater",
  "greater-equal",
  "and",
  "or",
  "xor",
]);

/**
 * Builds one loop. Equal values are shared as they are made; what changes nothing (times 1, and true, a choice that is made) is not made at all. Throws where types do not fit: a fault of
 * the compiler.
 */
export class LoopBuilder {
  readonly #values: ScalarValue[] = [];
  readonly #known = new Map<string, ValueId>();
  readonly #stores = new Map<number, ValueId>();
  readonly #rowStores: RowStore[] = [];

  constructor(readonly layout: LayoutBuilder) {}

  at(id: ValueId): ScalarValue {
    const value = this.#values[id];
    if (value === undefined) throw new Error(`no value ${id}`);
    return value;
  }

  typeOf(id: ValueId): ScalarType {
    return this.at(id).type;
  }

  /** Floats are rounded to single precision. */
  constant(value: number, type: ScalarType): ValueId {
    return this.#add({ op: "constant", value: type === "float" ? Math.fround(value) : value, type });
  }

  uniform(uniform: UniformLayout): ValueId {
    return this.#add({ op: "uniform", uniform: this.layout.uniform(uniform), type: uniform.type });
  }

  /** The column as it was before the loop, whatever has been stored. */
  load(column: ColumnLayout): ValueId {
    return this.#add({ op: "load", column: this.layout.column(column), type: column.type });
  }

  /** A row of a column that has several, as it was before the loop. */
  loadRow(column: ColumnLayout, row: ValueId): ValueId {
    return this.#add({ op: "load-row", column: this.layout.column(column), row, type: column.type });
  }

  unary(fn: ScalarUnary, input: ValueId, type: ScalarType): ValueId {
    if (fn === "cast" && this.typeOf(input) === type) return input;
    const known = this.#truth(input);
    if (fn === "not" && known !== undefined) return this.constant(known ? 0 : 1, "bool");
    return this.#add({ op: "unary", fn, input, type });
  }

  not(input: ValueId): ValueId {
    return this.unary("not", input, "bool");
  }

  binary(fn: BinaryFunction, left: ValueId, right: ValueId): ValueId {
    const operands = this.typeOf(left);
    if (operands !== this.typeOf(right)) throw new Error(`${fn} of ${operands} and ${this.typeOf(right)}`);
    if (fn === "power" && this.#isConstant(right, 2)) return this.binary("multiply", left, left);
    const simple = this.#simpler(fn, left, right) ?? this.#simpler(fn, right, left);
    return simple ?? this.#add({ op: "binary", fn, left, right, type: tests.has(fn) ? "bool" : operands });
  }

  select(condition: ValueId, then: ValueId, otherwise: ValueId): ValueId {
    const type = this.typeOf(then);
    if (type !== this.typeOf(otherwise) || this.typeOf(condition) !== "bool")
      throw new Error(`a choice between ${type} and ${this.typeOf(otherwise)}`);
    const known = this.#truth(condition);
    if (known !== undefined) return known ? then : otherwise;
    if (then === otherwise) return then;
    if (type === "bool" && this.#truth(otherwise) === false) return this.binary("and", condition, then);
    const radicand = guardedRoot(condition, then, otherwise, (id) => this.at(id));
    if (radicand !== undefined) return this.unary("sqrt", radicand, type);
    const inner = this.at(then);
    if (inner.op === "select" && inner.otherwise === otherwise)
      return this.select(this.binary("and", condition, inner.condition), inner.then, otherwise);
    return this.#add({ op: "select", condition, then, otherwise, type });
  }

  table(table: LoopTable, index: ValueId): ValueId {
    return this.#add({ op: "table", table: this.layout.table(table), index, type: table.type });
  }

  /** What people call a value; the first name stays. Leaves are called after what they read. */
  name(id: ValueId, label: string): void {
    const value = this.at(id);
    if (value.label === undefined && inputsOf(value).length > 0) this.#values[id] = { ...value, label };
  }

  /** What a column already holds is not written again. */
  store(column: ColumnLayout, value: ValueId): void {
    const id = this.layout.column(column);
    if (this.#stores.has(id)) throw new Error(`${column.field} ${column.name} is written twice`);
    if (this.typeOf(value) !== column.type)
      throw new Error(`${column.field} ${column.name} is ${column.type}, not ${this.typeOf(value)}`);
    const stored = this.at(value);
    if (stored.op !== "load" || stored.column !== id) this.#stores.set(id, value);
  }

  storeRow(column: ColumnLayout, row: ValueId, value: ValueId): void {
    if (this.typeOf(value) !== column.type)
      throw new Error(`${column.name} is ${column.type}, not ${this.typeOf(value)}`);
    this.#rowStores.push({ column: this.layout.column(column), row, value });
  }

  /** The loop that stores what is wanted: what no such store needs is left out, and what is the same in all environments comes first. Rows are stored always. */
  finish(isWanted: (column: ColumnLayout) => boolean = () => true): Loop {
    const stores = [...this.#stores]
      .filter(([column]) => isWanted(this.layout.columnAt(column)))
      .map(([column, value]): Store => ({ column, value }));
    const all = { stores, rowStores: this.#rowStores };
    const wanted = new Set(storedValues(all));
    for (let id = this.#values.length - 1; id >= 0; id--)
      if (wanted.has(id)) inputsOf(this.at(id)).forEach((input) => wanted.add(input));
    const uniform = new Set<ValueId>();
    this.#values.forEach((value, id) => {
      if (value.op !== "load" && value.op !== "load-row" && inputsOf(value).every((input) => uniform.has(input)))
        uniform.add(id);
    });
    const kept = this.#values.map((_, id) => id).filter((id) => wanted.has(id));
    const [before, inside] = [kept.filter((id) => uniform.has(id)), kept.filter((id) => !uniform.has(id))];
    const places = new Map([...before, ...inside].map((id, place) => [id, place]));
    const place = (id: ValueId): ValueId => {
      const found = places.get(id);
      if (found === undefined) throw new Error(`value ${id} was dropped`);
      return found;
    };
    return {
      values: [...before, ...inside].map((id) => renumbered(this.at(id), place)),
      uniforms: before.length,
      ...renumberedStores(all, place),
    };
  }

  /** A result that is one of the operands, where `other` is a constant that changes nothing or everything. */
  #simpler(fn: BinaryFunction, kept: ValueId, other: ValueId): ValueId | undefined {
    const constant = this.at(other);
    if (constant.op !== "constant") return undefined;
    if (fn === "multiply" && constant.value === 1) return kept;
    if (fn === "and") return constant.value === 0 ? other : kept;
    if (fn === "or") return constant.value === 0 ? kept : other;
    return undefined;
  }

  #isConstant(id: ValueId, number: number): boolean {
    const value = this.at(id);
    return value.op === "constant" && value.value === number;
  }

  #truth(id: ValueId): boolean | undefined {
    const value = this.at(id);
    return value.op === "constant" && value.type === "bool" ? value.value !== 0 : undefined;
  }

  #add(value: ScalarOperation & { readonly type: ScalarType }): ValueId {
    const key = Object.entries(value).flat().map(text).join(" ");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#values.push(value);
    this.#known.set(key, this.#values.length - 1);
    return this.#values.length - 1;
  }
}

function text(part: string | number): string {
  return Object.is(part, -0) ? "-0" : String(part);
}
