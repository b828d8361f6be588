import type { LoopProgram } from "../fused/loop-program.js";
import { tabulate } from "./decision-tables.js";
import { ModuleBuilder } from "./encoder/module-builder.js";
import { placeTables, sizeOfTables } from "./operations/tables.js";
import { writeGather } from "./rows/write-gather.js";
import { writeTiles } from "./rows/write-tiles.js";
import { writeLoop } from "./write-loop.js";

const pageBytes = 65_536;
const loopNames = ["step", "rewards", "reset"] as const;
type LoopName = (typeof loopNames)[number];

/** A WebAssembly module that runs the loops of a spec, and how much of its memory is its own. */
export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The tables lie below this byte of the memory; columns go behind it. */
  readonly reserved: number;
}

/**
 * The module exports the loops `step`, `rewards` and `reset`, and the same over signals in rows, `stepRows` and so on; it imports `environment.memory`, and from `scalar` JavaScript's functions for
 * operands that polynomials do not cover.
 */
export function emitWasm(program: LoopProgram): WasmModule {
  const { layout, signals } = program;
  const { tables, ...loops } = withDecisionTables(program);
  const module = new ModuleBuilder();
  const reserved = sizeOfTables(tables);
  module.importMemory("environment", "memory", Math.max(1, Math.ceil(reserved / pageBytes)));
  const placed = placeTables(module, tables);
  const gather = writeGather(module, signals, layout);
  const begins = layout.columns.findIndex(({ field, name }) => field === "flag" && name === "begins");
  for (const name of loopNames) {
    const only = name === "reset" && begins >= 0 ? begins : undefined;
    const loop = writeLoop(module, name, loops[name], layout, placed, only);
    module.export(name, loop);
    module.export(`${name}Rows`, writeTiles(module, `${name}Rows`, loop, gather, layout, only));
  }
  return { bytes: module.encode(), reserved };
}

/** The loops with large decision trees as tables, beside the tables that they look up together. */
function withDecisionTables({ tables, step, rewards, reset }: LoopProgram): Pick<LoopProgram, "tables" | LoopName> {
  const first = tabulate(step, tables);
  const second = tabulate(rewards, first.tables);
  const third = tabulate(reset, second.tables);
  return { tables: third.tables, step: first.loop, rewards: second.loop, reset: third.loop };
}
