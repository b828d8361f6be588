import { at } from "../at.js";
import type { ColumnLayout, UniformLayout } from "../../../runtime/fused/layout.js";
import { placedField, placedUniform, type Placement } from "../../../runtime/shader/placement.js";
import type { ColumnId, LoopProgram, ScalarValue, UniformId } from "../fused/loop-program.js";
import type { Words } from "./expression.js";
import type { ShaderLanguage } from "./language.js";

/** Flags that the shader makes itself: variables of the function. */
const madeFlags: Readonly<Record<string, string | undefined>> = { begins: "rowBegins", alone: "rowAlone" };

/** Addresses and names of what the loops of a program read and write. */
export interface ShaderWords extends Words {
  /** Rows of a column that has several. */
  readonly rowsOf: (id: ColumnId) => number;
  readonly leafName: (value: ScalarValue) => string;
}

/** The words of a program at their places. Tables lie one behind the other. */
export function wordsOf(
  { layout, tables }: LoopProgram,
  placement: Placement,
  { toUnsigned }: ShaderLanguage,
): ShaderWords {
  const columnAt = (id: ColumnId): ColumnLayout => at(layout.columns, id);
  const uniformAt = (id: UniformId): UniformLayout => at(layout.uniforms, id);
  const starts = tables.map((_, id) => tables.slice(0, id).reduce((sum, { values }) => sum + values.length, 0));
  /** The last place for what is outside: as a number without sign, a negative one is large. */
  const inside = (index: string, places: number): string => `min(${toUnsigned(index)}, ${places - 1}u)`;
  /** Numbers that one row of a column has. */
  const partOf = ({ field, name, rows = 1 }: ColumnLayout): number => placedField(placement, field, name).width / rows;
  return {
    column: (id, row) => {
      const column = columnAt(id);
      const { region, base, width } = placedField(placement, column.field, column.name);
      const own = width === 1 ? "i" : `${width}u * i`;
      const part = partOf(column);
      const inRow = row === undefined ? "" : `${part === 1 ? "" : `${part}u * `}${inside(row, column.rows ?? 1)}`;
      const terms = [
        base === 0 ? "" : `${base}u * environments`,
        own,
        column.element === 0 ? "" : `${column.element}u`,
      ];
      return { region, place: [...terms, inRow].filter((term) => term !== "").join(" + ") };
    },
    variableOf: (id) => {
      const { field, name } = columnAt(id);
      return field === "flag" ? madeFlags[name] : undefined;
    },
    uniform: (id) => {
      const { source, name, element } = uniformAt(id);
      return placedUniform(placement, source, name).base + element;
    },
    table: (id, index) => {
      const start = at(starts, id);
      return `${start === 0 ? "" : `${start}u + `}${inside(index, at(tables, id).values.length)}`;
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

function leaf({ field, name, element }: ColumnLayout, width: number): string {
  const place = width === 1 ? "" : ` ${element}`;
  return field === "reset" ? `first ${name}${place}` : field === "ended" ? "ended" : `${name}${place}`;
}
