import * as tf from "@tensorflow/tfjs-core";
import { constant } from "./constant.js";

type Condition = tf.Tensor | boolean;
type Operand = Condition | number;

/**
 * `condition ? then : otherwise`, elementwise. Numbers become `dtype` (float32 unless said otherwise). Where `tf.where` falls short:
 * it spreads a number over a tensor at twice the cost of the choice itself, and on tfjs-wasm reads four bytes of each boolean,
 * though they take one.
 */
export function where(
  condition: Condition,
  then: Operand,
  otherwise: Operand,
  dtype: "float32" | "int32" = "float32",
): tf.Tensor {
  if (isBool(then) && isBool(otherwise))
    return eitherBool(
      () => condition,
      () => tf.logicalNot(condition),
      then,
      otherwise,
    );
  const shape = [condition, then, otherwise].reduce<number[]>(
    (common, operand) =>
      typeof operand === "object" ? tf.broadcast_util.assertAndGetBroadcastShape(common, operand.shape) : common,
    [],
  );
  // `tf.where` makes copies of all three to spread them, even where there is nothing to spread.
  const spread = (part: tf.Tensor): tf.Tensor =>
    tf.util.arraysEqual(part.shape, shape) ? part : tf.broadcastTo(part, shape);
  return tf.engine().runKernel("Select", {
    condition: spread(typeof condition === "object" ? condition : tf.scalar(condition, "bool")),
    t: spread(filled(then, shape, dtype)),
    e: spread(filled(otherwise, shape, dtype)),
  });
}

/**
 * A choice between truth values from connectives alone, fewer where a side is known: `here()` says where the condition holds, `elsewhere()`
 * where it does not, and each is asked at most once.
 */
export function eitherBool(
  here: () => Condition,
  elsewhere: () => Condition,
  then: Condition,
  otherwise: Condition,
): tf.Tensor {
  if (otherwise === false) return tf.logicalAnd(here(), then);
  if (then === true) return tf.logicalOr(here(), otherwise);
  if (then === false) return tf.logicalAnd(elsewhere(), otherwise);
  if (otherwise === true) return tf.logicalOr(elsewhere(), then);
  return tf.logicalOr(tf.logicalAnd(here(), then), tf.logicalAnd(elsewhere(), otherwise));
}

function filled(operand: Operand, shape: number[], dtype: "float32" | "int32"): tf.Tensor {
  return typeof operand === "object" ? operand : constant(operand, shape, dtype);
}

function isBool(operand: Operand): operand is Condition {
  return typeof operand === "boolean" || (typeof operand === "object" && operand.dtype === "bool");
}
