import type { RewardKernel } from "../../../runtime/kernel/kernel.js";
import { rewardKernelOf } from "../../../runtime/fused/reward-kernel.js";
import { wasmKernel, wasmModule, type WasmCode } from "../../../runtime/fused/wasm-kernel.js";
import type { Program } from "../../ir/program.js";
import { describe } from "../describe.js";
import { scalarise } from "../fused/scalarise/index.js";
import { kernelOf } from "../tfjs/closure.js";
import { emitWasm } from "./emit.js";

/** The very code that `emitWasmModule` prints, and what it needs to run. */
export function wasmCodeOf(program: Program): WasmCode {
  const loops = scalarise(program);
  return { descriptor: describe(program), layout: loops.layout, ...emitWasm(loops) };
}

/**
 * The kernel of a program that steps in WebAssembly. Whole trajectories, where the program needs them, are finished by tfjs. See `loopSize` for
 * programs that are too large.
 */
export function wasmKernelOf(program: Program): RewardKernel {
  const module = wasmModule(wasmCodeOf(program));
  const steps = rewardKernelOf(module.descriptor, (environments) => wasmKernel(module, environments));
  const { finish } = program.finish === undefined ? {} : kernelOf(program);
  return finish === undefined ? steps : { ...steps, finish };
}
