import { loopStatements } from "../fused/loop-statements.js";
import type { ColumnId, Loop } from "../fused/loop-program.js";
import type { Identifiers } from "../names/identifiers.js";
import { expression } from "../shader/expression.js";
import type { ShaderWords } from "../shader/words.js";
import { toWord, wgsl } from "./language.js";

/** A loop as the statements of a function of the environment `i`. What is the same for all environments each of them computes itself. */
export function writeLoop(loop: Loop, words: ShaderWords, outer: Identifiers): string {
  const { uniform, each, value, of } = loopStatements(
    loop,
    {
      expression: (scalar, texts) => expression(scalar, wgsl, words, texts),
      declare: wgsl.declare,
      leafName: words.leafName,
    },
    outer,
  );
  const word = (id: number): string => toWord(value(id), of(id).type);
  const target = (column: ColumnId, row?: string): string => {
    const { region, place } = words.column(column, row);
    return `${region}[${place}]`;
  };
  const stores = loop.stores.map(({ column, value: id }) => `${target(column)} = ${word(id)};`);
  // A row outside is one that nobody looks at.
  const rowStores = loop.rowStores.map(
    ({ column, row, value: id }) =>
      `if (u32(${value(row)}) < ${words.rowsOf(column)}u) { ${target(column, value(row))} = ${word(id)}; }`,
  );
  return [...uniform, ...each, ...stores, ...rowStores].map((line) => `  ${line}`).join("\n");
}
