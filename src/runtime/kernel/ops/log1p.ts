import * as tf from "@tensorflow/tfjs-core";
import { where } from "./where.js";
import { chain } from "../../backend/gradients/gradient.js";

/**
 * log(1 + x). tfjs-wasm and the GPU backends compute just that and lose all digits of a small x; there `log(u) · (x / (u − 1))` with u = 1 + x rounded
 * is exact to a few units in the last place (Kahan; Goldberg 1991, theorem 4).
 */
export function log1p(x: tf.Tensor | number): tf.Tensor {
  return rough.has(tf.getBackend()) ? accurate(tf.add(x, 0)) : tf.log1p(x);
}

const rough: ReadonlySet<string> = new Set(["wasm", "webgl", "webgpu"]);

const accurate = tf.customGrad((x, save) => {
  const input = x as tf.Tensor;
  (save as tf.GradSaveFunc)([input]);
  const u = tf.add(1, input);
  const moved = tf.sub(u, 1);
  const ratio = tf.mul(tf.log(u), tf.div(input, moved));
  // u = 1: x itself; u = ∞ or 0: the logarithm already says it.
  const value = where(tf.equal(moved, 0), input, where(tf.logicalOr(tf.isInf(u), tf.equal(u, 0)), tf.log(u), ratio));
  return {
    value,
    gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => chain(dy, tf.reciprocal(tf.add(1, saved[0] ?? input))),
  };
});
