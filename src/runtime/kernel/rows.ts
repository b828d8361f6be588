import * as tf from "@tensorflow/tfjs-core";
import { tensorType } from "./columns.js";
import type { Value } from "./graph.js";
import { constant } from "./ops/constant.js";
import { eitherBool } from "./ops/where.js";

type DType = "float" | "int" | "bool";

/** The rows of one call of a kernel. What several outputs need of a mask is made once: with few environments the number of operations is what a step costs. */
export class Rows {
  readonly #negations = new Map<tf.Tensor, tf.Tensor>();
  readonly #masks = new Map<tf.Tensor, Map<string, tf.Tensor>>();

  constructor(readonly count: number) {}

  /** A constant on all rows, `[N, ...shape]`; not to be handed out, since others share it. */
  constant(value: number | boolean, dtype: DType, shape: readonly number[] = []): tf.Tensor {
    return constant(value, [this.count, ...shape], tensorType(dtype));
  }

  /** Where a mask (bool `[N]`) does not hold, computed once for each; not to be handed out. */
  not(mask: tf.Tensor): tf.Tensor {
    const known = this.#negations.get(mask) ?? tf.logicalNot(mask);
    this.#negations.set(mask, known);
    return known;
  }

  /**
   * `then` on the rows of `mask` (bool `[N]`), `otherwise` on the others, as `[N, ...shape]` of the element type; either may be the
   * same on all rows, and a scalar fills an array. Always a fresh tensor.
   */
  choose(mask: tf.Tensor, then: Value, otherwise: Value, dtype: DType, shape: readonly number[] = []): tf.Tensor {
    if (dtype === "bool") return this.#chooseBool(mask, then, otherwise, shape);
    const [t, e] = [this.filled(then, dtype, shape), this.filled(otherwise, dtype, shape)];
    // `tf.where` would make copies of all three.
    return tf.engine().runKernel("Select", { condition: this.#spread(mask, shape), t, e });
  }

  /** A mask as `[N, ...shape]`, made once for each shape. tfjs-cpu chooses wrong elements where the mask has one axis and values have more. */
  #spread(mask: tf.Tensor, shape: readonly number[]): tf.Tensor {
    if (shape.length === 0) return mask;
    const known = this.#masks.get(mask) ?? new Map<string, tf.Tensor>();
    this.#masks.set(mask, known);
    const made = known.get(shape.join()) ?? tf.tile(column(mask, shape), [1, ...shape]);
    known.set(shape.join(), made);
    return made;
  }

  #chooseBool(mask: tf.Tensor, then: Value, otherwise: Value, shape: readonly number[]): tf.Tensor {
    const areConstant = typeof then !== "object" && typeof otherwise !== "object";
    // One side at least has the shape of the whole.
    const side = (value: Value): tf.Tensor | boolean =>
      typeof value === "object" ? this.filled(value, "bool", shape) : Boolean(value);
    return eitherBool(
      () => column(mask, shape),
      () => column(this.not(mask), shape),
      areConstant ? this.filled(then, "bool", shape) : side(then),
      side(otherwise),
    );
  }

  /** Where the mask holds and a condition does not, a column for each condition: bool `[N, conditions]`. */
  failures(mask: tf.Tensor, conditions: readonly Value[]): tf.Tensor {
    if (conditions.every((condition) => condition === true)) return tf.fill([this.count, conditions.length], 0, "bool");
    const holds = conditions.map((condition) => this.filled(condition, "bool", []));
    const [only, ...others] = holds;
    if (only !== undefined && others.length === 0)
      return tf.reshape(tf.logicalAnd(mask, tf.logicalNot(only)), [this.count, 1]);
    // Row by row, and turned in the end: tfjs-wasm is slow where it spreads a mask, or joins along the last axis.
    const failing = tf.logicalAnd(tf.stack(holds.map(() => mask)), tf.logicalNot(tf.stack(holds)));
    return tf.transpose(failing);
  }

  /** Columns side by side, bool `[N, columns]`. */
  table(columns: readonly tf.Tensor[]): tf.Tensor {
    const [only, ...others] = columns;
    if (only === undefined) return tf.fill([this.count, 0], 0, "bool");
    return others.length === 0 ? tf.reshape(only, [this.count, 1]) : tf.stack([...columns], 1);
  }

  /** A value on all rows, `[N, ...shape]` of the element type; not to be handed out. */
  filled(value: Value, dtype: DType, shape: readonly number[]): tf.Tensor {
    if (typeof value !== "object") return this.constant(value, dtype, shape);
    const typed = value.dtype === tensorType(dtype) ? value : tf.cast(value, tensorType(dtype));
    const whole = [this.count, ...shape];
    return tf.util.arraysEqual(typed.shape, whole) ? typed : tf.broadcastTo(typed, whole);
  }
}

/** A mask (`[N]`) as it stands beside values `[N, ...shape]`. */
function column(mask: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return shape.length === 0 ? mask : tf.reshape(mask, [-1, ...shape.map(() => 1)]);
}
