import * as tf from "@tensorflow/tfjs-core";

/**
 * Joins parts along `axis` (0 is the row axis). Parts that are the same on every row (numbers, and tensors without a row axis) are
 * repeated; at least one part has rows.
 */
export function join(parts: readonly (tf.Tensor | number)[], axis: number): tf.Tensor {
  const tensors = parts.filter((part) => typeof part !== "number");
  const rank = Math.max(...tensors.map((part) => part.rank));
  const like = tensors.find((part) => part.rank === rank);
  if (like === undefined) throw new Error("a join needs a part with rows");
  const rows = like.shape[0] ?? 1;
  return tf.concat(
    parts.map((part) => {
      if (typeof part === "number")
        return tf.fill(
          like.shape.map((size, index) => (index === axis ? 1 : size)),
          part,
          like.dtype,
        );
      return part.rank === rank ? part : tf.tile(tf.expandDims(part, 0), [rows, ...part.shape.map(() => 1)]);
    }),
    axis,
  );
}
