import * as tf from "@tensorflow/tfjs-core";
import { kept, single, type Gradient } from "./gradient.js";

/** dx of a gather along `axis`: a product with the one-hot matrix of the indices, since wasm has no segment sum. */
function scatter(dy: tf.Tensor, x: tf.Tensor, indices: tf.Tensor, axis: number): tf.Tensor {
  const size = x.shape[axis] ?? 1;
  const before = x.shape.slice(0, axis);
  const after = x.shape.slice(axis + 1);
  const inner = tf.util.sizeFromShape(after);
  const picks = indices.size;
  const outer = tf.util.sizeFromShape(before);
  const rows = tf.reshape(tf.transpose(tf.reshape(dy, [outer, picks, inner]), [1, 0, 2]), [picks, outer * inner]);
  const hot = tf.oneHot(tf.reshape(tf.cast(indices, "int32"), [picks]), size);
  const sums = tf.matMul(tf.cast(hot, "float32"), rows, true, false);
  return tf.reshape(tf.transpose(tf.reshape(sums, [size, outer, inner]), [1, 0, 2]), x.shape);
}

const matMul: Gradient = {
  kernelName: "BatchMatMul",
  inputsToSave: ["a", "b"],
  gradFunc: (dy, saved, attributes) => {
    const [a, b, z] = [kept(saved, 0), kept(saved, 1), single(dy)];
    const transposeA = Boolean(attributes["transposeA"]);
    const transposeB = Boolean(attributes["transposeB"]);
    return {
      a: () => (transposeA ? tf.matMul(b, z, transposeB, true) : tf.matMul(z, b, false, !transposeB)),
      b: () => (transposeB ? tf.matMul(z, a, true, transposeA) : tf.matMul(a, z, !transposeA, false)),
    };
  },
};

/** Kernels that move numbers about, and the matrix product. */
export const arrays: readonly Gradient[] = [
  matMul,
  {
    kernelName: "Reshape",
    inputsToSave: ["x"],
    gradFunc: (dy, saved) => ({ x: () => tf.reshape(single(dy), kept(saved, 0).shape) }),
  },
  {
    kernelName: "ExpandDims",
    inputsToSave: ["input"],
    gradFunc: (dy, saved) => ({ input: () => tf.reshape(single(dy), kept(saved, 0).shape) }),
  },
  {
    kernelName: "Transpose",
    gradFunc: (dy, _, attributes) => ({
      x: () => {
        const permutation = attributes["perm"] as number[];
        return tf.transpose(
          single(dy),
          permutation.map((__, axis) => permutation.indexOf(axis)),
        );
      },
    }),
  },
  {
    kernelName: "Slice",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => {
        const x = kept(saved, 0);
        const [begin = [], size = []] = tf.slice_util.parseSliceParams(
          x,
          attributes["begin"] as number[],
          attributes["size"] as number[],
        );
        const paddings = x.shape.map((whole, axis): [number, number] => {
          const start = begin[axis] ?? 0;
          return [start, whole - start - (size[axis] ?? 0)];
        });
        return tf.pad(single(dy), paddings);
      },
    }),
  },
  {
    kernelName: "PadV2",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () =>
        tf.slice(
          single(dy),
          (attributes["paddings"] as [number, number][]).map(([before]) => before),
          kept(saved, 0).shape,
        ),
    }),
  },
  {
    kernelName: "Concat",
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const axis = tf.util.parseAxisParam(attributes["axis"] as number, kept(saved, 0).shape)[0] ?? 0;
      let start = 0;
      return Object.fromEntries(
        saved.map((part, index) => {
          const begin = part.shape.map((_, dimension) => (dimension === axis ? start : 0));
          start += part.shape[axis] ?? 0;
          return [String(index), () => tf.slice(single(dy), begin, part.shape)];
        }),
      );
    },
  },
  {
    kernelName: "SplitV",
    gradFunc: (dy, _, attributes) => ({ x: () => tf.concat(dy as tf.Tensor[], Number(attributes["axis"])) }),
  },
  {
    kernelName: "Pack",
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const axis = Number(attributes["axis"]);
      const begin = (index: number): number[] =>
        single(dy).shape.map((_, dimension) => (dimension === axis ? index : 0));
      const size = single(dy).shape.map((whole, dimension) => (dimension === axis ? 1 : whole));
      return Object.fromEntries(
        saved.map((part, index) => [
          String(index),
          () => tf.reshape(tf.slice(single(dy), begin(index), size), part.shape),
        ]),
      );
    },
  },
  {
    kernelName: "Unpack",
    gradFunc: (dy, _, attributes) => ({ value: () => tf.stack(dy as tf.Tensor[], Number(attributes["axis"])) }),
  },
  {
    kernelName: "Tile",
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => ({
      x: () => {
        const x = kept(saved, 0);
        const copies = attributes["reps"] as number[];
        if (x.rank === 0) return tf.sum(single(dy));
        const split = x.shape.flatMap((size, axis) => [copies[axis] ?? 1, size]);
        return tf.sum(
          tf.reshape(single(dy), split),
          x.shape.map((_, axis) => 2 * axis),
        );
      },
    }),
  },
  {
    kernelName: "GatherV2",
    inputsToSave: ["x", "indices"],
    gradFunc: (dy, saved, attributes) => {
      const [x, indices] = [kept(saved, 0), kept(saved, 1)];
      if (Number(attributes["batchDims"] ?? 0) !== 0)
        throw new Error("gather with batch dimensions has no gradient here");
      const axis = tf.util.parseAxisParam(attributes["axis"] as number, x.shape)[0] ?? 0;
      return { x: () => scatter(single(dy), x, indices, axis), indices: () => tf.zeros(indices.shape) };
    },
  },
  {
    kernelName: "Reverse",
    gradFunc: (dy, _, attributes) => ({ x: () => tf.reverse(single(dy), attributes["dims"] as number[]) }),
  },
];
