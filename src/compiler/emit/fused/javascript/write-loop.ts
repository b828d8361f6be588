import { Identifiers } from "../../names/identifiers.js";
import { inputsOf } from "../loop-inputs.js";
import type { Loop, ScalarValue, ValueId } from "../loop-program.js";
import { bit, expression, type Names } from "./expression.js";

/** Longer expressions are given names. */
const longest = 72;

/**
 * A loop as the statements of a function: what is the same for all environments, then one pass over them. Values that are used more than once, or
 * whose expression is long, have names; loads always have, so that a store cannot change what is read behind it.
 */
export function writeLoop(
  loop: Loop,
  columns: Pick<Names, "column" | "stride" | "uniform" | "table">,
  outer: Identifiers,
): string {
  const names = new Identifiers(outer.all);
  const uses = countUses(loop);
  const texts = new Map<ValueId, string>();
  const at = (id: ValueId): ScalarValue => {
    const value = loop.values[id];
    if (value === undefined) throw new Error(`no value ${id}`);
    return value;
  };
  const context: Names = {
    ...columns,
    value: (id) => texts.get(id) ?? "",
    of: at,
  };
  const lines = loop.values.map((value, id) => {
    const text = expression(value, context);
    const shared = (uses.get(id) ?? 0) > 1 || text.length > longest;
    const named = value.op === "load" || value.op === "load-row" || id < loop.uniforms || shared;
    if (value.op === "constant" || !named) {
      texts.set(id, text);
      return "";
    }
    const name = names.take(wanted(value, context));
    texts.set(id, name);
    return `const ${name} = ${text};`;
  });
  const stores = loop.stores.map(({ column, value }) => {
    const text = context.value(value);
    const stored = at(value).type === "bool" ? bit(text, at(value)) : text;
    return `${columns.column(column)}[i] = ${stored};`;
  });
  const rowStores = loop.rowStores.map(({ column, row, value }) => {
    const place = `${context.value(row)} * ${columns.stride(column)} + i`;
    return `${columns.column(column)}[${place}] = ${context.value(value)};`;
  });
  const written = (part: readonly string[]): string => part.filter((line) => line !== "").join("\n");
  return [
    written(lines.slice(0, loop.uniforms)),
    "for (let i = 0; i < environments; i++) {",
    written(lines.slice(loop.uniforms)),
    written([...stores, ...rowStores]),
    "}",
  ].join("\n");
}

function wanted(value: ScalarValue, names: Names): string {
  if (value.label !== undefined) return value.label;
  if (value.op === "load") return names.column(value.column).replace(/^(signal|state|flag)(?=\p{Lu})/u, "");
  if (value.op === "uniform") return names.uniform(value.uniform);
  return "value";
}

function countUses({ values, stores, rowStores }: Loop): ReadonlyMap<ValueId, number> {
  const uses = new Map<ValueId, number>();
  const count = (id: ValueId): void => void uses.set(id, (uses.get(id) ?? 0) + 1);
  for (const value of values) inputsOf(value).forEach(count);
  for (const { value } of stores) count(value);
  for (const { row, value } of rowStores) [row, value].forEach(count);
  return uses;
}
