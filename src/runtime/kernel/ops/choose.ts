import * as tf from "@tensorflow/tfjs-core";

/** `tf.where` for booleans: tfjs-wasm's own reads four bytes of each boolean, though they take one. */
export function choose(
  condition: tf.Tensor | boolean,
  then: tf.Tensor | boolean,
  otherwise: tf.Tensor | boolean,
): tf.Tensor {
  return tf.logicalOr(
    tf.logicalAnd(condition, then),
    tf.logicalAnd(tf.logicalNot(tf.cast(condition, "bool")), otherwise),
  );
}
