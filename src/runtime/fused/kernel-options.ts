import type { Threads } from "./threads.js";
import type { FusedKernel, FusedOutputs, RewardOutputs } from "./fused-kernel.js";

/** How a kernel in WebAssembly is made. */
export interface KernelOptions {
  /** What a step writes: all that the spec says (the default), or what a learner needs, `RewardOutputs`, in less time. */
  readonly outputs?: "all" | "reward";
  /** How signals come: in a column for each of their numbers (the default), or in a row for each environment. */
  readonly inputs?: "columns" | "rows";
  /** Workers that share the environments of a step; without them, and with fewer than 2048 environments, the calling thread does all. */
  readonly threads?: Threads;
}

/** Signals and actions in rows. */
export interface InRows {
  /** `[environments, width]`: of each environment the numbers of all signals and actions in order of declaration, read or not, arrays row-major. Ints are cut off behind the point; a bool is true where it is not 0. */
  readonly rows: Float32Array;
}

/** The kernel that options make; with signals in rows, `signals` is empty. */
export type KernelOf<Options extends KernelOptions> = FusedKernel<
  Options extends { readonly outputs: "reward" } ? RewardOutputs : FusedOutputs
> &
  (Options extends { readonly inputs: "rows" } ? InRows : unknown);
