import * as tf from "@tensorflow/tfjs-core";
import { chain, kept, single, type Gradient } from "./gradient.js";

/** Which axes of x a kernel reduced; an axis left out means all. */
function reducedAxes(x: tf.Tensor, attribute: unknown): number[] {
  if (attribute === null || attribute === undefined) return x.shape.map((_, axis) => axis);
  return tf.util.parseAxisParam(attribute as number | number[], x.shape);
}

/** The shape of x with the reduced axes kept as 1. */
function keptShape(x: tf.Tensor, axes: readonly number[]): number[] {
  return x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
}

function stretched(dy: tf.Tensor, x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  return tf.broadcastTo(tf.reshape(dy, keptShape(x, axes)), x.shape);
}

/** Extrema share their gradient evenly among ties, as language.md asks of everything that is smooth elsewhere. */
function extremum(kernelName: "Max" | "Min"): Gradient {
  return {
    kernelName,
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => ({
      x: () => {
        const [x, y] = [kept(saved, 0), kept(saved, 1)];
        const axes = reducedAxes(x, attributes["reductionIndices"] ?? attributes["axis"]);
        const hit = tf.cast(tf.equal(x, tf.reshape(y, keptShape(x, axes))), "float32");
        return chain(stretched(single(dy), x, axes), tf.div(hit, tf.sum(hit, axes, true)));
      },
    }),
  };
}

/** The gradient of a product along axes: products of all other factors, from both ends, so that zeros are no special case. */
export function productGradient(dy: tf.Tensor, x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...others, ...axes];
  const rows = tf.util.sizeFromShape(others.map((axis) => x.shape[axis] ?? 1));
  const flat = tf.reshape(tf.transpose(x, order), [rows, -1]);
  const rest = tf.mul(tf.cumprod(flat, 1, true, false), tf.cumprod(flat, 1, true, true));
  const partial = tf.reshape(
    rest,
    order.map((axis) => x.shape[axis] ?? 1),
  );
  const back = order.map((_, axis) => order.indexOf(axis));
  return chain(stretched(dy, x, axes), tf.transpose(partial, back));
}

/** Kernels that remove axes, and running sums. */
export const reductions: readonly Gradient[] = [
  {
    kernelName: "Sum",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => stretched(single(dy), kept(saved, 0), reducedAxes(kept(saved, 0), attributes["axis"])),
    }),
  },
  {
    kernelName: "Mean",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => {
        const x = kept(saved, 0);
        const axes = reducedAxes(x, attributes["axis"]);
        const count = tf.util.sizeFromShape(axes.map((axis) => x.shape[axis] ?? 1));
        return tf.div(stretched(single(dy), x, axes), count);
      },
    }),
  },
  {
    kernelName: "Prod",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => productGradient(single(dy), kept(saved, 0), reducedAxes(kept(saved, 0), attributes["axis"])),
    }),
  },
  extremum("Max"),
  extremum("Min"),
  {
    kernelName: "Cumsum",
    gradFunc: (dy, _, attributes) => ({
      x: () =>
        tf.cumsum(single(dy), Number(attributes["axis"]), Boolean(attributes["exclusive"]), !attributes["reverse"]),
    }),
  },
];
