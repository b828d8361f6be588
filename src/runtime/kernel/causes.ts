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
  const columns = ordered.map(({ name, holds }) => ({
    number: names.indexOf(name),
    holds: rows.choose(stepped, holds, false, "bool"),
  }));
  const runs = joined(columns);
  const causes = names.map((_, number) => {
    const [first, ...others] = runs.filter((run) => run.number === number).map((run) => run.holds);
    return others.reduce((any, next) => tf.logicalOr(any, next), first ?? rows.constant(false, "bool"));
  });
  return { causes: rows.table(causes), cause: firstOf(runs, rows) };
}

/** A cause by its number, and where it holds. */
interface Column {
  readonly number: number;
  readonly holds: tf.Tensor;
}

/** Neighbours of the same cause as one. */
function joined(columns: readonly Column[]): readonly Column[] {
  const runs: Column[] = [];
  for (const { number, holds } of columns) {
    const last = runs.at(-1);
    if (last?.number === number) runs[runs.length - 1] = { number, holds: tf.logicalOr(last.holds, holds) };
    else runs.push({ number, holds });
  }
  return runs;
}

/** The number of the first column that holds, −1 where none does. */
function firstOf(columns: readonly Column[], rows: Rows): tf.Tensor {
  if (columns.length === 0) return tf.fill([rows.count], -1, "int32");
  if (columns.length <= 2) {
    const none = rows.constant(-1, "int");
    return columns.reduceRight((rest, { number, holds }) => rows.choose(holds, number, rest, "int"), none);
  }
  // A last column that always holds stands for none.
  const held = rows.table([...columns.map(({ holds }) => holds), rows.constant(true, "bool")]);
  return lookup([...columns.map(({ number }) => number), -1], tf.argMax(tf.cast(held, "int32"), 1));
}
