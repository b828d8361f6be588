import type { Identifiers } from "../../names/identifiers.js";
import { loopStatements } from "../loop-statements.js";
import type { Loop, ScalarValue } from "../loop-program.js";
import { bit, expression, type Names } from "./expression.js";

/** What the loops of a program share: the names of columns, uniforms and tables. */
type Shared = Omit<Names, "value" | "of">;

/** A loop as the statements of a function: what is the same for all environments, then one pass over them. */
export function writeLoop(loop: Loop, shared: Shared, outer: Identifiers): string {
  const { uniform, each, value, of } = loopStatements(
    loop,
    {
      expression: (scalar, texts) => expression(scalar, { ...shared, ...texts }),
      declare: (name, text) => `const ${name} = ${text};`,
      leafName: (leaf) => leafName(leaf, shared),
    },
    outer,
  );
  const stores = loop.stores.map(({ column, value: id }) => {
    const stored = of(id).type === "bool" ? bit(value(id), of(id)) : value(id);
    return `${shared.column(column)}[i] = ${stored};`;
  });
  const rowStores = loop.rowStores.map(({ column, row, value: id }) => {
    const place = `${value(row)} * ${shared.stride(column)} + i`;
    return `${shared.column(column)}[${place}] = ${value(id)};`;
  });
  return [
    uniform.join("\n"),
    "for (let i = 0; i < environments; i++) {",
    each.join("\n"),
    [...stores, ...rowStores].join("\n"),
    "}",
  ].join("\n");
}

function leafName(value: ScalarValue, names: Shared): string {
  if (value.op === "load") return names.column(value.column).replace(/^(signal|state|flag)(?=\p{Lu})/u, "");
  if (value.op === "uniform") return names.uniform(value.uniform);
  return "value";
}
