import type { Program } from "../../../ir/program.js";
import { LoopBuilder } from "../loop-builder.js";
import type { LayoutBuilder } from "../layout-builder.js";
import type { Loop, ValueId } from "../loop-program.js";
import { sizeOf } from "../../../ir/broadcast.js";
import { NodeElements } from "./node-elements.js";
import { column, shownStates } from "./outputs.js";
import type { RowsOfSlots } from "./scratch-rows.js";

/** Gives every slot its first value on the rows that begin an episode. */
export function resetLoop(program: Program, layout: LayoutBuilder, rows: RowsOfSlots): Loop {
  const loop = new LoopBuilder(layout);
  const begins = loop.load(column("flag", "bool", "begins"));
  const alone = loop.load(column("flag", "bool", "alone"));
  const nodes = new NodeElements(program, loop, (name, element, type) =>
    loop.select(
      alone,
      loop.load(column("signal", type, name, element)),
      loop.load(column("reset", type, name, element)),
    ),
  );
  for (const { id, name, dtype, shape, initial } of program.slots) {
    if (rows.has(id)) continue;
    const first = nodes.elements(initial);
    for (let element = 0; element < sizeOf(shape); element++) {
      const slot = column("state", dtype, name, element);
      // A scalar first value fills an array slot.
      loop.store(slot, loop.select(begins, first[element] ?? nodes.scalar(initial), loop.load(slot)));
    }
  }
  const ended = column("ended", "bool");
  loop.store(ended, loop.binary("and", loop.load(ended), loop.not(begins)));
  for (const shown of shownStates(program)) {
    const start: ValueId = shown.slot === undefined ? loop.constant(0, "int") : nodes.scalar(shown.slot.initial);
    loop.store(shown.column, loop.select(loop.binary("and", begins, alone), start, loop.load(shown.column)));
  }
  return loop.finish();
}
