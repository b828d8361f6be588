import { firstWord } from "../../../runtime/glsl/fields.js";
import { placedField, type Placement } from "../../../runtime/shader/placement.js";
import { at } from "../at.js";
import { loopStatements } from "../fused/loop-statements.js";
import type { ColumnId, Loop, LoopProgram, ValueId } from "../fused/loop-program.js";
import type { Identifiers } from "../names/identifiers.js";
import { expression } from "../shader/expression.js";
import type { ShaderWords } from "../shader/words.js";
import { glsl, toNumber } from "./language.js";

/** Numbers of one texel. */
const channels = "xyzw";

export interface WriteLoopOptions {
  readonly program: LoopProgram;
  readonly placement: Placement;
  readonly words: ShaderWords;
  readonly outer: Identifiers;
  /** Variables that columns are stored into as well. */
  readonly variables?: ReadonlyMap<ColumnId, string>;
}

/** A loop as the statements of a function of the environment `i` that keeps the four words of `group`: what it stores of them goes into `texel`, and nothing else is stored. */
export function writeLoop(loop: Loop, options: WriteLoopOptions): string {
  const { program, placement, words, outer, variables = new Map<ColumnId, string>() } = options;
  const { uniform, each, value, of } = loopStatements(
    loop,
    {
      expression: (scalar, texts) => expression(scalar, glsl, words, texts),
      declare: glsl.declare,
      leafName: words.leafName,
    },
    outer,
  );
  const wordOf = (id: ColumnId): number => {
    const { field, name, element } = at(program.layout.columns, id);
    return firstWord(placement, placedField(placement, field, name)) + element;
  };
  const groupOf = (id: ColumnId): number => Math.floor(wordOf(id) / channels.length);
  const number = (id: ValueId): string => toNumber(value(id), of(id).type);
  const copies = loop.stores.flatMap(({ column, value: id }) => {
    const variable = variables.get(column);
    return variable === undefined ? [] : [`${variable} = ${value(id)};`];
  });
  const groups = [...new Set(loop.stores.map(({ column }) => groupOf(column)))];
  const stores = groups.map((group) => {
    const own = loop.stores.filter(({ column }) => groupOf(column) === group);
    const lines = own.map(
      ({ column, value: id }) => `    texel.${channels[wordOf(column) % channels.length]} = ${number(id)};\n`,
    );
    return `if (group == ${group}u) {\n${lines.join("")}  }`;
  });
  // A row outside is one that nobody looks at.
  const rowStores = loop.rowStores.map(({ column, row, value: id }) => {
    const { field, name, rows = 1 } = at(program.layout.columns, column);
    const part = placedField(placement, field, name).width / rows;
    const place = `${wordOf(column)}u + ${part}u * uint(${value(row)})`;
    return `if (uint(${value(row)}) < ${rows}u) { store(${place}, ${number(id)}); }`;
  });
  return [...uniform, ...each, ...copies, ...stores, ...rowStores].map((line) => `  ${line}`).join("\n");
}
