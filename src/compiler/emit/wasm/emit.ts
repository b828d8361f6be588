import type { LoopProgram } from "../fused/loop-program.js";
import { ModuleBuilder } from "./encoder/module-builder.js";
import { placeTables, sizeOfTables } from "./operations/tables.js";
import { writeLoop } from "./write-loop.js";

const pageBytes = 65_536;

/** A WebAssembly module that runs the loops of a spec, and how much of its memory is its own. */
export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The tables lie below this byte of the memory; columns go behind it. */
  readonly reserved: number;
}

/**
 * The module exports `step` and `reset`; it imports `environment.memory`, and from `scalar` JavaScript's functions for operands that polynomials do
 * not cover.
 */
export function emitWasm({ layout, tables, step, reset }: LoopProgram): WasmModule {
  const module = new ModuleBuilder();
  const reserved = sizeOfTables(tables);
  module.importMemory("environment", "memory", Math.max(1, Math.ceil(reserved / pageBytes)));
  const placed = placeTables(module, tables);
  module.export("step", writeLoop(module, "step", step, layout, placed));
  module.export("reset", writeLoop(module, "reset", reset, layout, placed));
  return { bytes: module.encode(), reserved };
}
