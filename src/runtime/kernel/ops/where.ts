import * as tf from "@tensorflow/tfjs-core";

type Operand = tf.Tensor | number | boolean;

/**
 * `condition ? then : otherwise`, elementwise. Numbers become `dtype` (float32 unless said otherwise). Where `tf.where` falls short:
 * it spreads a number over a tensor at twice the cost of the choice itself, and on tfjs-wasm reads four bytes of each boolean,
 * though they take one.
 */
export function where(
  condition: tf.Tensor | boolean,
  then: Operand,
  otherwise: Operand,
  dtype: "float32" | "int32" = "float32",
): tf.Tensor {
  if (isBool(then) && isBool(otherwise)) {
    const chosen = tf.cast(condition, "bool");
    return tf.logicalOr(tf.logicalAnd(chosen, then), tf.logicalAnd(tf.logicalNot(chosen), otherwise));
  }
  const shape = [condition, then, otherwise].reduce<number[]>(
    (common, operand) =>
      typeof operand === "object" ? tf.broadcast_util.assertAndGetBroadcastShape(common, operand.shape) : common,
    [],
  );
  const [t, e] = [filled(then, shape, dtype), filled(otherwise, shape, dtype)];
  const alike =
    typeof condition === "object" && [condition, t, e].every((part) => tf.util.arraysEqual(part.shape, shape));
  // `tf.where` makes copies of all three to spread them, even where there is nothing to spread.
  return alike ? tf.engine().runKernel("Select", { condition, t, e }) : tf.where(condition, t, e);
}

function filled(operand: Operand, shape: number[], dtype: "float32" | "int32"): tf.Tensor {
  return typeof operand === "object" ? operand : tf.fill(shape, Number(operand), dtype);
}

function isBool(operand: Operand): operand is tf.Tensor | boolean {
  return typeof operand === "boolean" || (typeof operand === "object" && operand.dtype === "bool");
}
