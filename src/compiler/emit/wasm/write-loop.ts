import type { FusedLayout } from "../../../runtime/fused/layout.js";
import { slotBytes, sectionTile } from "../../../runtime/fused/tile.js";
import { at } from "../at.js";
import type { ColumnId, Loop, ValueId } from "../fused/loop-program.js";
import { nothing, type FunctionReference } from "./encoder/code.js";
import type { ModuleBuilder } from "./encoder/module-builder.js";
import { i32 } from "./encoder/scalar-instructions.js";
import type { Lanes } from "./operations/lanes.js";
import type { PlacedTable } from "./operations/tables.js";
import type { Section } from "./sections.js";
import { knownSigns } from "./signs.js";
import { writeSection } from "./write-section.js";
import { writeValue, type Columns } from "./write-value.js";

/** What every loop takes: see `writeLoop`. */
export const loopParameters = ["i32", "i32", "i32", "i32"] as const;
export type LoopFunction = FunctionReference<typeof loopParameters, "nothing">;

/** A loop, and the sections that its body is written in. */
export interface CutLoop {
  readonly loop: Loop;
  readonly sections: readonly Section[];
  /** By value: where a section leaves it, in bytes from the memory for that. */
  readonly slots: readonly (number | undefined)[];
}

/** Gives what sections leave a place. */
export function placeSlots(loop: Loop, sections: readonly Section[]): CutLoop {
  const slots: (number | undefined)[] = [];
  for (const [index, id] of sections.flatMap(({ leaves }) => leaves).entries()) slots[id] = index * slotBytes;
  return { loop, sections, slots };
}

/**
 * A loop as a function `(list, uniforms, first, end)`: the addresses of a list and of the uniforms, and the environments from `first` to before `end`, multiples of 8, of which there are eight at
 * least. The list has the columns' addresses, the stride of rows, and the address of memory for what sections leave behind. Columns have room for so many environments. Where a loop changes nothing but
 * on the rows of a flag, `only` is the flag's column, and groups without such a row are passed over. Floats and ints take 4 bytes each, bools one byte, 0 or 1; uniforms are doubles whatever their type.
 *
 * Sections run one behind the other over the environments of a tile.
 */
export function writeLoop(
  module: ModuleBuilder,
  name: string,
  { loop, sections, slots }: CutLoop,
  layout: FusedLayout,
  tables: readonly PlacedTable[],
  only?: ColumnId,
): LoopFunction {
  return module.define(name, loopParameters, "nothing", (body, list, uniforms, first, end) => {
    const context = { loop, signs: knownSigns(loop), tables, uniforms };
    const shared: Lanes[] = [];
    const value = (id: ValueId): Lanes => at(shared, id);
    for (const scalar of loop.values.slice(0, loop.uniforms))
      shared.push(writeValue(body, scalar, value, context, noColumns));
    const place = { list, layout, slots, ...(only === undefined ? {} : { only }) };
    const [whole] = sections;
    if (sections.length === 1 && whole !== undefined) {
      writeSection(body, whole, shared, context, { ...place, from: first, to: end });
      return nothing;
    }
    const [from, to] = [body.local("i32"), body.local("i32")];
    body.set(from, first);
    body.repeat(() => {
      body.set(to, i32.add(body.get(from), i32.constant(sectionTile)));
      body.when(i32.lessUnsigned(end, body.get(to)), () => body.set(to, end));
      for (const section of sections)
        writeSection(body, section, shared, context, { ...place, from: body.get(from), to: body.get(to) });
      body.set(from, body.get(to));
      return i32.lessUnsigned(body.get(from), end);
    });
    return nothing;
  });
}

const noColumns: Columns = {
  load: () => {
    throw new Error("what is the same in all environments reads no column");
  },
  loadRow: () => {
    throw new Error("what is the same in all environments reads no row");
  },
};
