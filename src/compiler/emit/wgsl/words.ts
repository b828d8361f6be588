import { at } from "../at.js";
import type { ColumnLayout, UniformLayout } from "../../../runtime/fused/layout.js";
import { placedField, placedUniform, type Placement } from "../../../runtime/wgsl/placement.js";
import type { ColumnId, LoopProgram, ScalarValue, UniformId } from "../fused/loop-program.js";
import type { Words } from "./expression.js";

/** Flags that the shader makes itself: variables of the function. */
const madeFlags: Readonly<Record<string, string | undefined>> = { begins: "rowBegins", alone: "rowAlone" };

/** Addresses and names of what the loops of a program read and write. */
export interface ShaderWords extends Words {
  /** Rows of a column that has several. */
  readonly rowsOf: (id: ColumnId) => number;
  readonly leafName: (value: ScalarValue) => string;
}

/** The words of a program at their places. Tables lie one behind the other. */
export function wordsOf({ layout, tables }: LoopProgram, placement: Placement): ShaderWords {
  const columnAt = (id: ColumnId): ColumnLayout => at(layout.columns, id);
  const uniformAt = (id: UniformId): UniformLayout => at(layout.uniforms, id);
  const starts = tables.map((_, id) => tables.slice(0, id).reduce((sum, { values }) => sum + values.length, 0));
  /** Numbers that one row of a column has. */
  const partOf = ({ field, name, rows = 1 }: ColumnLayout): number => placedField(placement, field, name).width / rows;
  return {
    column: (id, row) => {
      const column = columnAt(id);
      const { region, base, width } = placedField(placement, column.field, column.name);
      const own = width === 1 ? "i" : `${width}u * i`;
      const inside = row === undefined ? "" : rowText(row, column.rows ?? 1, partOf(column));
      const terms = [
        base === 0 ? "" : `${base}u * environments`,
        own,
        column.element === 0 ? "" : `${column.element}u`,
      ];
      return `${region}[${[...terms, inside].filter((term) => term !== "").join(" + ")}]`;
    },
    flagOf: (id) => {
      const { field, name } = columnAt(id);
      return field === "flag" ? madeFlags[name] : undefined;
    },
    uniform: (id) => {
      const { source, name, element } = uniformAt(id);
      const word = placedUniform(placement, source, name).base + element;
      return `settings[${Math.floor(word / 4)}].${"xyzw"[word % 4]}`;
    },
    table: (id, index) => {
      const [start, last] = [at(starts, id), at(tables, id).values.length - 1];
      // As numbers without sign, negative ones are large.
      return `tables[${start === 0 ? "" : `${start}u + `}min(u32(${index}), ${last}u)]`;
    },
    rowsOf: (id) => columnAt(id).rows ?? 1,
    leafName: (value) => {
      if (value.op === "load") {
        const column = columnAt(value.column);
        return column.field === "flag" ? column.name : leaf(column, partOf(column));
      }
      if (value.op === "uniform") {
        const { source, name, element } = uniformAt(value.uniform);
        return placedUniform(placement, source, name).width === 1 ? name : `${name} ${element}`;
      }
      return "value";
    },
  };
}

/** The place of a row; the last one for what is outside. */
function rowText(row: string, rows: number, part: number): string {
  const inside = `min(u32(${row}), ${rows - 1}u)`;
  return part === 1 ? inside : `${part}u * ${inside}`;
}

function leaf({ field, name, element }: ColumnLayout, width: number): string {
  const place = width === 1 ? "" : ` ${element}`;
  return field === "reset" ? `first ${name}${place}` : field === "ended" ? "ended" : `${name}${place}`;
}
