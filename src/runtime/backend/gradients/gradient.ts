import * as tf from "@tensorflow/tfjs-core";

/** What to register for a kernel: names of the inputs and outputs to keep, and the gradient of each input. */
export type Gradient = tf.GradConfig;

/**
 * dy · derivative, but exactly 0 wherever dy is 0: the side of a `where` that was not taken sends back 0, and 0 · ∞ there must
 * not turn the whole gradient into NaN.
 */
export function chain(dy: tf.Tensor, derivative: tf.Tensor | number): tf.Tensor {
  return tf.where(tf.equal(dy, 0), tf.zerosLike(dy), tf.mul(dy, derivative));
}

/** Sums a gradient over the axes along which an operand of `shape` was stretched. */
export function unbroadcast(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return tf.reshape(axes.length === 0 ? gradient : tf.sum(gradient, axes), shape);
}

/** The one incoming gradient of a kernel with one output. */
export function single(dy: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const first = Array.isArray(dy) ? dy[0] : dy;
  if (first === undefined) throw new Error("a gradient without an output");
  return first;
}

/** The kept tensor at `index`; `registerGradients` asked the engine to keep it. */
export function kept(saved: readonly tf.Tensor[], index: number): tf.Tensor {
  const tensor = saved[index];
  if (tensor === undefined) throw new Error("a tensor that the gradient needs was not kept");
  return tensor;
}

/** The gradient of `y = f(x)` given f′ as a function of x. */
export function byInput(kernelName: string, derivative: (x: tf.Tensor) => tf.Tensor | number): Gradient {
  return {
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, saved) => ({ x: () => chain(single(dy), derivative(kept(saved, 0))) }),
  };
}

/** The gradient of `y = f(x)` given f′ as a function of y. */
export function byOutput(kernelName: string, derivative: (y: tf.Tensor) => tf.Tensor): Gradient {
  return {
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({ x: () => chain(single(dy), derivative(kept(saved, 0))) }),
  };
}

/** A kernel whose value does not change with its inputs almost everywhere: comparisons, connectives, roundings. */
export function flat(kernelName: string, ...inputs: readonly string[]): Gradient {
  return {
    kernelName,
    inputsToSave: [...inputs],
    gradFunc: (_, saved) =>
      Object.fromEntries(inputs.map((input, index) => [input, () => tf.zeros(kept(saved, index).shape)])),
  };
}
