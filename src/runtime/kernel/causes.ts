import * as tf from "@tensorflow/tfjs-core";
import type { EndingValues, Value } from "./graph.js";
import type { StepInputs } from "./kernel.js";
import { lookup } from "./ops/lookup.js";
import type { Rows } from "./rows.js";

/** What ended the episode on each row: all causes that hold, bool `[N, causes]`, and the first, int32 `[N]` (−1 for none). */
export interface Causes {
  readonly causes: tf.Tensor;
  readonly cause: tf.Tensor;
}

/**
 * The first cause is that of the first ending in file order with the environment last, terminating ones before truncating ones.
 * `names` are `descriptor.causes`, `stepped` the rows that step.
 */
export function causesOf(
  names: readonly string[],
  endings: readonly EndingValues[],
  inputs: Pick<StepInputs, "terminated" | "truncated">,
  stepped: tf.Tensor,
  rows: Rows,
): Causes {
  const ordered = (["terminated", "truncated"] as const).flatMap((kind): { name: string; holds: Value }[] => {
    const declared = endings
      .filter((ending) => ending.kind === kind)
      .map(({ cause, holds }) => ({ name: cause, holds }));
    const flag = inputs[kind];
    return flag === undefined ? declared : [...declared, { name: "environment", holds: flag }];
  });
  const columns = ordered.map(({ holds }) => rows.choose(stepped, holds, false, "bool"));
  const causes = names.map((name) =>
    columns
      .filter((_, index) => ordered[index]?.name === name)
      .reduce<tf.Tensor | undefined>((any, next) => (any === undefined ? next : tf.logicalOr(any, next)), undefined),
  );
  return {
    causes: rows.table(causes.map((column) => column ?? rows.constant(false, "bool"))),
    cause: firstOf(
      ordered.map(({ name }) => names.indexOf(name)),
      columns,
      rows,
    ),
  };
}

/** The number of the first column that holds, −1 where none does. */
function firstOf(numbers: readonly number[], columns: readonly tf.Tensor[], rows: Rows): tf.Tensor {
  if (columns.length === 0) return tf.fill([rows.count], -1, "int32");
  if (columns.length <= 3) {
    const none = rows.constant(-1, "int");
    return columns.reduceRight((rest, column, index) => rows.choose(column, numbers[index] ?? -1, rest, "int"), none);
  }
  // A last column that always holds stands for none.
  const held = rows.table([...columns, rows.constant(true, "bool")]);
  return lookup([...numbers, -1], tf.argMax(tf.cast(held, "int32"), 1));
}
