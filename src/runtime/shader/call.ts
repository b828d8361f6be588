import type * as tf from "@tensorflow/tfjs-core";
import type { ColumnField } from "../fused/layout.js";
import type { RewardState } from "../kernel/kernel.js";
import type { Placement } from "./placement.js";

/** What a shader computes: steps, which begin episodes where `isFirst` says so, or such beginnings alone. */
export type Entry = "step" | "reset";

/** Reads what a field holds after a call, `[N, ...shape]`; zeros where the shader has no such field. */
export type ReadField = (
  field: ColumnField,
  name: string,
  shape: readonly number[],
  dtype: "float32" | "int32" | "bool",
) => tf.Tensor;

/** One run of a shader on a device: what goes in is said first, then it runs. Nothing comes to the CPU. */
export interface ShaderCall {
  readonly placement: Placement;
  readonly environments: number;
  /** `[N, ...shape]` into a field; nothing where the shader has none of that name. */
  write(field: ColumnField, name: string, tensor: tf.Tensor): void;
  /** Zeros in a field. */
  clear(field: ColumnField, name: string): void;
  /** A param that is a tensor, into the settings from word `base` on. */
  writeSetting(base: number, tensor: tf.Tensor): void;
  /** Runs it and gives what `collect` made of what it reads. `settings` are the words from the first on. */
  run<Result>(entry: Entry, settings: Uint32Array<ArrayBuffer>, collect: (read: ReadField) => Result): Result;
}

/** A shader of a spec on the current backend of tfjs. */
export interface ShaderRunner<Call extends ShaderCall> {
  /** A call for so many environments, into which nothing is written yet. Throws where the current backend is none that can run it. */
  begin(environments: number): Call;
  /** Whether the call goes on from a state without its being written. */
  holds(call: Call, state: RewardState): boolean;
  /** Hears of the state that a call leaves behind. */
  leaves(call: Call, state: RewardState): void;
}
