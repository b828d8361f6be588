import * as tf from "@tensorflow/tfjs-core";
import { chain, kept, single, unbroadcast, type Gradient } from "./gradient.js";

type Partial = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor | number;

/** z = f(a, b) with its two partial derivatives. */
function binary(kernelName: string, byA: Partial, byB: Partial): Gradient {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved) => {
      const [a, b] = [kept(saved, 0), kept(saved, 1)];
      return {
        a: () => unbroadcast(chain(single(dy), byA(a, b)), a.shape),
        b: () => unbroadcast(chain(single(dy), byB(a, b)), b.shape),
      };
    },
  };
}

/** z = a ± b: only shapes matter. */
function linear(kernelName: string, sign: 1 | -1): Gradient {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc: (dy, saved) => ({
      a: () => unbroadcast(single(dy), kept(saved, 0).shape),
      b: () => unbroadcast(sign === 1 ? single(dy) : tf.neg(single(dy)), kept(saved, 1).shape),
    }),
  };
}

const mask = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, "float32");

const power: Gradient = {
  kernelName: "Pow",
  inputsToSave: ["a", "b"],
  outputsToSave: [true],
  gradFunc: (dy, saved) => {
    const [a, b, y] = [kept(saved, 0), kept(saved, 1), kept(saved, 2)];
    const base = (): tf.Tensor => tf.mul(b, tf.pow(a, tf.sub(b, 1)));
    // a^b is differentiable in b where a > 0 only; 0 elsewhere, as in TensorFlow and JAX.
    const exponent = (): tf.Tensor => {
      const positive = tf.greater(a, 0);
      return tf.where(
        tf.broadcastTo(positive, y.shape),
        tf.mul(y, tf.log(tf.where(positive, a, tf.onesLike(a)))),
        tf.zerosLike(y),
      );
    };
    return {
      a: () => unbroadcast(chain(single(dy), base()), a.shape),
      b: () => unbroadcast(chain(single(dy), exponent()), b.shape),
    };
  },
};

/** Kernels of two numbers. At ties of `Maximum` and `Minimum` the first operand takes the gradient. */
export const arithmetic: readonly Gradient[] = [
  linear("Add", 1),
  linear("Sub", -1),
  {
    kernelName: "AddN",
    saveAllInputs: true,
    gradFunc: (dy, saved) => Object.fromEntries(saved.map((_, index) => [String(index), () => tf.clone(single(dy))])),
  },
  binary(
    "Multiply",
    (_, b) => b,
    (a) => a,
  ),
  binary(
    "RealDiv",
    (_, b) => tf.reciprocal(b),
    (a, b) => tf.neg(tf.div(a, tf.square(b))),
  ),
  power,
  binary(
    "Maximum",
    (a, b) => mask(tf.greaterEqual(a, b)),
    (a, b) => mask(tf.less(a, b)),
  ),
  binary(
    "Minimum",
    (a, b) => mask(tf.lessEqual(a, b)),
    (a, b) => mask(tf.greater(a, b)),
  ),
  binary(
    "SquaredDifference",
    (a, b) => tf.mul(2, tf.sub(a, b)),
    (a, b) => tf.mul(2, tf.sub(b, a)),
  ),
  binary(
    "Mod",
    () => 1,
    (a, b) => tf.neg(tf.floor(tf.div(a, b))),
  ),
  binary(
    "Atan2",
    (a, b) => tf.div(b, squaredNorm(a, b)),
    (a, b) => tf.neg(tf.div(a, squaredNorm(a, b))),
  ),
];

function squaredNorm(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.add(tf.square(a), tf.square(b));
}
