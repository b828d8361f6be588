import type { RewardKernel } from "../../../runtime/kernel/kernel.js";
import { rewardKernelOf } from "../../../runtime/fused/reward-kernel.js";
import { wasmKernel, wasmModule, type WasmModule } from "../../../runtime/fused/wasm-kernel.js";
import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { finishedByTfjs } from "../finished-by-tfjs.js";
import { emitWasm } from "./emit.js";

/** The module of a program without a build step: compiles the very code that `emitWasmModule` prints. */
export function wasmModuleOf(program: Program): WasmModule {
  const loops = scalarise(program);
  return wasmModule({ descriptor: describe(program), layout: loops.layout, ...emitWasm(loops) });
}

/**
 * The kernel of a program that steps in WebAssembly. Whole trajectories, where the program needs them, are finished by tfjs. See `loopSize` for
 * programs that are too large.
 */
export function wasmKernelOf(program: Program): RewardKernel {
  const module = wasmModuleOf(program);
  const steps = rewardKernelOf(module.descriptor, (environments) => wasmKernel(module, environments));
  return finishedByTfjs(steps, program);
}
