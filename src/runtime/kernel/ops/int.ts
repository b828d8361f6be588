import * as tf from "@tensorflow/tfjs-core";

/** A whole number as an int32 scalar: next to a plain number tfjs would turn the other operand into floats. */
export function int(value: number): tf.Scalar {
  return tf.scalar(value, "int32");
}
