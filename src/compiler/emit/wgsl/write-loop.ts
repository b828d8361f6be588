import { loopStatements } from "../fused/loop-statements.js";
import type { Loop } from "../fused/loop-program.js";
import type { Identifiers } from "../names/identifiers.js";
import { expression, toWord } from "./expression.js";
import type { ShaderWords } from "./words.js";

/** A loop as the statements of a function of the environment `i`. What is the same for all environments each of them computes itself. */
export function writeLoop(loop: Loop, words: ShaderWords, outer: Identifiers): string {
  const { uniform, each, value, of } = loopStatements(
    loop,
    {
      expression: (scalar, texts) => expression(scalar, words, texts),
      declare: (name, text) => `let ${name} = ${text};`,
      leafName: words.leafName,
    },
    outer,
  );
  const word = (id: number): string => toWord(value(id), of(id).type);
  const stores = loop.stores.map(({ column, value: id }) => `${words.column(column)} = ${word(id)};`);
  // A row outside is one that nobody looks at.
  const rowStores = loop.rowStores.map(
    ({ column, row, value: id }) =>
      `if (u32(${value(row)}) < ${words.rowsOf(column)}u) { ${words.column(column, value(row))} = ${word(id)}; }`,
  );
  return [...uniform, ...each, ...stores, ...rowStores].map((line) => `  ${line}`).join("\n");
}
