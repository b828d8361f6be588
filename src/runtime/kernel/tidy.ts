import * as tf from "@tensorflow/tfjs-core";

/**
 * `tf.tidy` for results whose type is an interface: all tensors made inside and not in the result are disposed. (tfjs asks for an
 * index signature, which interfaces do not have; at run time it walks any object.)
 */
export function tidy<T extends object>(make: () => T): T {
  return tf.tidy(make as unknown as () => tf.TensorContainerObject) as unknown as T;
}
