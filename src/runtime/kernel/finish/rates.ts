import * as tf from "@tensorflow/tfjs-core";
import { tensorType } from "../columns.js";
import type { Rate } from "../descriptor.js";
import type { Value } from "../graph.js";
import { Rows } from "../rows.js";
import type { TrajectoryOperations } from "../trajectories/operations.js";

type DType = "float" | "int" | "bool";

/** How many values there are at the rates that results have. */
export type Counts = Readonly<Record<"step" | "episode" | "group", number>>;

/** A scalar at a rate that is as fast as its own or faster, `[elements]`; always a fresh tensor. */
export function spreadTo(
  rate: keyof Counts,
  value: Value,
  from: Rate,
  dtype: DType,
  counts: Counts,
  trajectories: TrajectoryOperations,
): tf.Tensor {
  const same = typeof value !== "object" || from === "const" || from === "param";
  return tf.clone(same ? new Rows(counts[rate]).filled(value, dtype, []) : trajectories.spread(value, from, rate));
}

/** A value at its own rate: `[elements, ...shape]`, or `[...shape]` where there is one; always a fresh tensor. */
export function atOwnRate(
  value: Value,
  rate: Exclude<Rate, "step">,
  dtype: DType,
  shape: readonly number[],
  counts: Counts,
): tf.Tensor {
  if (rate === "pair") throw new Error("pairs are no result");
  if (rate === "episode" || rate === "group") return tf.clone(new Rows(counts[rate]).filled(value, dtype, shape));
  if (typeof value !== "object") return tf.fill([...shape], Number(value), tensorType(dtype));
  return tf.clone(tf.reshape(value, [...shape]));
}
