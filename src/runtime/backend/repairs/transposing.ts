import * as tf from "@tensorflow/tfjs-core";
import { unary, type Repair } from "./repair.js";

/*
 * tfjs-webgpu's shader for transposing is written for floats: for ints and booleans it does not compile, and the output stays what
 * memory held. Reductions over axes that are not the last ones transpose on their own, past the kernel; and a cast to floats leaves
 * the memory as it is, so that shaders take it for ints still.
 */

const backends = ["webgpu"] as const;

const cast = unary<{ dtype: tf.DataType }>(
  "Cast",
  (x, compute, { dtype }) => (dtype === "float32" && x.dtype !== "float32" ? tf.mul(compute(x), 1) : compute(x)),
  backends,
);

const transpose = unary(
  "Transpose",
  (x, compute) => (x.dtype === "float32" ? compute(x) : tf.cast(compute(tf.cast(x, "float32")), x.dtype)),
  backends,
);

/** Kernels with what they call their axes. */
const reductions = (
  [
    ["All", "axis"],
    ["Any", "axis"],
    ["Max", "reductionIndices"],
    ["Min", "axis"],
    ["Prod", "axis"],
    ["Sum", "axis"],
  ] as const
).map(([kernelName, name]) =>
  unary<{ axis?: number | number[]; reductionIndices?: number | number[]; keepDims: boolean }>(
    kernelName,
    (x, compute, attributes) => {
      const axes = tf.util.parseAxisParam(attributes[name] ?? [], x.shape);
      const order = lastAxes(x, axes);
      if (order === undefined) return compute(x);
      const inner = tf.backend_util.getInnerMostAxes(axes.length, x.rank);
      const reduced = compute(tf.transpose(x, order), { [name]: inner, keepDims: false });
      if (!attributes.keepDims) return reduced;
      return tf.reshape(reduced, tf.backend_util.expandShapeToKeepDim(reduced.shape, axes));
    },
    backends,
  ),
);

/** Backwards their shader is written for one size, and is then taken for all others too; forwards it is right. */
const cumulative = (["Cumprod", "Cumsum"] as const).map((kernelName) =>
  unary<{ axis: number; reverse: boolean }>(
    kernelName,
    (x, compute, { axis, reverse }) => {
      const order = lastAxes(x, [axis]);
      const turned = (tensor: tf.Tensor): tf.Tensor => (reverse ? tf.reverse(tensor, axis) : tensor);
      if (order === undefined) return turned(compute(turned(x), { reverse: false }));
      const along = compute(tf.transpose(turned(x), order), { axis: x.rank - 1, reverse: false });
      return turned(tf.transpose(along, tf.backend_util.getUndoAxesPermutation(order)));
    },
    backends,
  ),
);

export const transposing: readonly Repair[] = [cast, transpose, ...reductions, ...cumulative];

/** The order of axes that brings `axes` to the end, where the backend would go wrong by itself. */
function lastAxes(x: tf.Tensor, axes: number[]): number[] | undefined {
  return x.dtype === "float32" ? undefined : (tf.backend_util.getAxesPermutation(axes, x.rank) ?? undefined);
}
