import { slotBytes } from "../../../runtime/fused/tile.js";
import type { Loop, LoopProgram, LoopTable } from "../fused/loop-program.js";
import { composeTables } from "./composed-tables.js";
import { tabulate } from "./decision-tables.js";
import type { Tabulated } from "./table-list.js";
import { ModuleBuilder } from "./encoder/module-builder.js";
import { placeTables, sizeOfTables } from "./operations/tables.js";
import { writeGather } from "./rows/write-gather.js";
import { writeTiles } from "./rows/write-tiles.js";
import { sectionsOf, usualSize, type SectionSize } from "./sections.js";
import { placeSlots, writeLoop } from "./write-loop.js";

const pageBytes = 65_536;
const loopNames = ["step", "rewards", "reset"] as const;
type LoopName = (typeof loopNames)[number];

/** A WebAssembly module that runs the loops of a spec, and how much of its memory is its own. */
export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The tables lie below this byte of the memory; columns go behind it. */
  readonly reserved: number;
  /** Bytes that a thread needs for what the sections of a loop leave behind. */
  readonly scratch: number;
}

/**
 * The module exports the loops `step`, `rewards` and `reset`, and the same over signals in rows, `stepRows` and so on; it imports `environment.memory`, and from `scalar` JavaScript's functions for
 * operands that polynomials do not cover.
 */
export function emitWasm(program: LoopProgram, size: SectionSize = usualSize): WasmModule {
  const { layout, signals } = program;
  const { tables, ...whole } = withDecisionTables(program);
  const module = new ModuleBuilder();
  const reserved = sizeOfTables(tables);
  module.importMemory("environment", "memory", Math.max(1, Math.ceil(reserved / pageBytes)));
  const placed = placeTables(module, tables);
  const gather = writeGather(module, signals, layout);
  const begins = layout.columns.findIndex(({ field, name }) => field === "flag" && name === "begins");
  let scratch = 0;
  for (const name of loopNames) {
    const only = name === "reset" && begins >= 0 ? begins : undefined;
    const cut = placeSlots(whole[name], sectionsOf(whole[name], size));
    scratch = Math.max(scratch, slotBytes * cut.slots.filter((slot) => slot !== undefined).length);
    const loop = writeLoop(module, name, cut, layout, placed, only);
    module.export(name, loop);
    module.export(`${name}Rows`, writeTiles(module, `${name}Rows`, loop, gather, layout, only));
  }
  return { bytes: module.encode(), reserved, scratch };
}

/** The loops with large decision trees as tables, beside the tables that they look up together. */
function withDecisionTables({ tables, step, rewards, reset }: LoopProgram): Pick<LoopProgram, "tables" | LoopName> {
  const withTables = (loop: Loop, before: readonly LoopTable[]): Tabulated => {
    const tabulated = tabulate(loop, before);
    return composeTables(tabulated.loop, tabulated.tables);
  };
  const first = withTables(step, tables);
  const second = withTables(rewards, first.tables);
  const third = withTables(reset, second.tables);
  return { tables: third.tables, step: first.loop, rewards: second.loop, reset: third.loop };
}
