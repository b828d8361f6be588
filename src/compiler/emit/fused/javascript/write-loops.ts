import type { ColumnLayout, ScalarType } from "../../../../runtime/fused/layout.js";
import { Identifiers } from "../../names/identifiers.js";
import { numberText } from "../../tfjs/module/value-text.js";
import type { LoopProgram, LoopTable } from "../loop-program.js";
import { helpers } from "./expression.js";
import { writeLoop } from "./write-loop.js";

/** The body of `loops(environments, columns, uniforms)` of a fused module: JavaScript without imports but for `helpers`. */
export function writeLoops(program: LoopProgram): string {
  const names = new Identifiers([
    "environments",
    "columns",
    "uniforms",
    "i",
    "f32",
    "Math",
    "loops",
    "layout",
    "fusedKernel",
    ...helpers,
  ]);
  const columns = program.layout.columns.map((column, _, all) => names.take(columnName(column, all)));
  const strides = columns.map((column, id) =>
    program.layout.columns[id]?.rows === undefined ? "" : names.take(`${column} stride`),
  );
  const tables = program.tables.map(({ label }) => names.take(label));
  const own = {
    column: (id: number) => columns[id] ?? "",
    stride: (id: number) => strides[id] ?? "",
    table: (id: number) => tables[id] ?? "",
    uniform: (id: number) => uniformName(program, id),
  };
  const step = writeLoop(program.step, own, names);
  const reset = writeLoop(program.reset, own, names);
  const body = `${step}\n${reset}`;
  return [
    ...(body.includes("f32(") ? ["const f32 = Math.fround;"] : []),
    `const [${columns.join(", ")}] = columns;`,
    ...program.layout.columns.flatMap(({ rows }, id) =>
      rows === undefined ? [] : [`const ${own.stride(id)} = ${own.column(id)}.length / ${rows + 1};`],
    ),
    ...program.tables.map((table, id) => `const ${own.table(id)} = ${tableText(table)};`),
    `return {
      /** One step of every environment. */
      step() { ${step} },
      /** Begins episodes where the flag \`begins\` says so. */
      reset() { ${reset} },
    };`,
  ].join("\n");
}

/** What the column is called: `signalDistance`, `statePrevX1`, `outReward`. */
function columnName({ field, name, element }: ColumnLayout, all: readonly ColumnLayout[]): string {
  const single = !all.some((other) => other.field === field && other.name === name && other.element !== element);
  const place = single ? "" : ` ${element}`;
  switch (field) {
    case "signal":
    case "flag":
    case "state":
      return `${field} ${name}${place}`;
    case "reset":
      return `first ${name}${place}`;
    case "ended":
      return "state ended";
    default:
      return `out ${field} ${name}${place}`;
  }
}

function uniformName({ layout }: LoopProgram, id: number): string {
  const uniform = layout.uniforms[id];
  if (uniform === undefined) throw new Error(`no uniform ${id}`);
  const single = !layout.uniforms.some(
    ({ source, name, element }) => source === uniform.source && name === uniform.name && element !== uniform.element,
  );
  return `${uniform.name}${single ? "" : ` ${uniform.element}`}`;
}

const arrays = { float: "Float32Array", int: "Int32Array", bool: "Uint8Array" } as const satisfies Record<
  ScalarType,
  string
>;

function tableText({ type, values }: LoopTable): string {
  return `${arrays[type]}.of(${values.map(numberText).join(", ")})`;
}
