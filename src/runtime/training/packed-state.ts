import * as tf from "@tensorflow/tfjs-core";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import type { RewardState } from "../kernel/kernel.js";

/** A reward state as plain arrays, for checkpoints. */
export interface PackedState {
  /** In the order of the descriptor's slots, whose names they carry. */
  readonly slots: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array | Int32Array;
  }[];
  readonly ended: Int32Array;
}

/** Reads a reward state back. bool slots become ints. */
export async function packState(state: RewardState, descriptor: SpecDescriptor): Promise<PackedState> {
  const slots = await Promise.all(
    state.slots.map(async (slot, index) => {
      const values = await slot.data();
      return {
        name: descriptor.slots[index]?.name ?? "",
        shape: slot.shape,
        values: slot.dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values),
      };
    }),
  );
  return { slots, ended: Int32Array.from(await state.ended.data()) };
}

/** The reward state that `packState` read. A state of other slots is an error. */
export function unpackState(packed: PackedState, descriptor: SpecDescriptor): RewardState {
  const expected = descriptor.slots.map((slot) => slot.name).join(", ");
  const found = packed.slots.map((slot) => slot.name).join(", ");
  if (expected !== found) throw new Error(`the reward's state has the slots [${expected}], the saved one [${found}]`);
  return {
    slots: descriptor.slots.map((slot, index) => {
      const { shape = [], values = [] } = packed.slots[index] ?? {};
      const dtype = slot.dtype === "float" ? "float32" : slot.dtype === "int" ? "int32" : "bool";
      return tf.tensor(dtype === "bool" ? Uint8Array.from(values) : values, [...shape], dtype);
    }),
    ended: tf.tensor1d(Uint8Array.from(packed.ended), "bool"),
  };
}
