import * as tf from "@tensorflow/tfjs-core";
import type { DeviceRollout } from "./rollout.js";

/** `advantages` of the rollout, and the returns, `[T · N]` each, on the device. The caller disposes them. */
export function advantagesOnDevice(
  rollout: DeviceRollout,
  discount: number,
  lambda: number,
): { readonly advantages: tf.Tensor1D; readonly returns: tf.Tensor1D } {
  const { steps, environments, terminated, truncated, values } = rollout;
  return tf.tidy(() => {
    const shape: [number, number] = [steps, environments];
    const mask = (of: (row: number) => boolean): tf.Tensor2D =>
      tf.tensor2d(
        Uint8Array.from(terminated, (_, row) => (of(row) ? 1 : 0)),
        shape,
        "bool",
      );
    const goesOn = mask((row) => terminated[row] === 0 && truncated[row] === 0);
    const isCut = mask((row) => terminated[row] === 0 && truncated[row] === 1);
    const following = tf.concat([tf.slice(values, 1), tf.expandDims(rollout.lastValues, 0)]);
    const next = tf.where(goesOn, following, tf.where(isCut, rollout.finalValues, tf.zeros(shape)));
    const kept = rollout.discounts ?? tf.fill(shape, discount);
    const differences = tf.unstack(tf.sub(tf.add(rollout.rewards, tf.mul(kept, next)), values));
    const carried = tf.unstack(tf.mul(tf.mul(kept, lambda), tf.cast(goesOn, "float32")));
    let after: tf.Tensor = tf.zeros([environments]);
    const estimates = differences.map((difference, index) => ({ difference, share: carried[index] }));
    const found = estimates.reverse().map(({ difference, share }) => {
      after = share === undefined ? difference : tf.add(difference, tf.mul(share, after));
      return after;
    });
    const advantages = tf.stack(found.reverse());
    const flat: [number] = [steps * environments];
    return {
      advantages: tf.reshape(advantages, flat) as tf.Tensor1D,
      returns: tf.reshape(tf.add(advantages, values), flat) as tf.Tensor1D,
    };
  });
}
