/*
 * `rewardc/runtime/fused`: what emitted fused modules import. It needs no tfjs.
 */
export type { InRows, KernelOf, KernelOptions } from "./kernel-options.js";
export type {
  Field,
  Fields,
  FusedKernel,
  FusedModule,
  FusedOutputs,
  FusedSettings,
  FusedState,
  Loops,
  RewardOutputs,
} from "./fused-kernel.js";
export type { Crew, SharedLoops, Threads } from "./threads.js";
export type { ColumnLayout, FusedLayout, UniformLayout } from "./layout.js";
export type { Column } from "./memory.js";
export { fusedKernel } from "./make-fused-kernel.js";
export { wasmKernel, wasmModule, type WasmCode, type WasmModule } from "./wasm-kernel.js";
export * from "./arithmetic.js";
export { RewardError, type RewardProblem } from "../kernel/errors.js";
export { verdictOf, viewOf, type ObjectiveView, type Verdict } from "../kernel/verdict.js";
