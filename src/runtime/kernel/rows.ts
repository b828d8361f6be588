import * as tf from "@tensorflow/tfjs-core";
import { tensorType } from "./columns.js";
import type { Value } from "./graph.js";
import { where } from "./ops/where.js";

type DType = "float" | "int" | "bool";

/**
 * The rows of one call of a kernel. Constants are made once for each value and type: with few environments the number of operations
 * is what a step costs.
 */
export class Rows {
  readonly #constants = new Map<string, tf.Tensor>();

  constructor(readonly count: number) {}

  /** A constant on all rows, `[N, ...shape]`; not to be handed out, since others share it. */
  constant(value: number | boolean, dtype: DType, shape: readonly number[] = []): tf.Tensor {
    const key = `${Number(value)} ${dtype} ${shape.join()}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const made = tf.fill([this.count, ...shape], Number(value), tensorType(dtype));
    this.#constants.set(key, made);
    return made;
  }

  /**
   * `then` on the rows of `mask` (bool `[N]`), `otherwise` on the others, as `[N, ...shape]` of the element type; either may be the
   * same on all rows, and a scalar fills an array. Always a fresh tensor.
   */
  choose(mask: tf.Tensor, then: Value, otherwise: Value, dtype: DType, shape: readonly number[] = []): tf.Tensor {
    const column = shape.length === 0 ? mask : tf.reshape(mask, [this.count, ...shape.map(() => 1)]);
    if (dtype === "bool" && otherwise === false) return tf.logicalAnd(column, this.filled(then, dtype, shape));
    return where(column, this.filled(then, dtype, shape), this.filled(otherwise, dtype, shape));
  }

  /** Where the mask holds and the condition does not. */
  fails(mask: tf.Tensor, condition: Value): tf.Tensor {
    if (condition === true) return this.constant(false, "bool");
    return condition === false ? mask : tf.logicalAnd(mask, tf.logicalNot(this.filled(condition, "bool", [])));
  }

  /** Columns side by side, bool `[N, columns]`. */
  table(columns: readonly tf.Tensor[]): tf.Tensor {
    return columns.length === 0 ? tf.fill([this.count, 0], 0, "bool") : tf.stack([...columns], 1);
  }

  /** A value on all rows, `[N, ...shape]` of the element type; not to be handed out. */
  filled(value: Value, dtype: DType, shape: readonly number[]): tf.Tensor {
    if (typeof value !== "object") return this.constant(value, dtype, shape);
    const typed = value.dtype === tensorType(dtype) ? value : tf.cast(value, tensorType(dtype));
    const whole = [this.count, ...shape];
    return tf.util.arraysEqual(typed.shape, whole) ? typed : tf.broadcastTo(typed, whole);
  }
}
