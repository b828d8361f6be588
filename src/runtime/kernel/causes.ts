import * as tf from "@tensorflow/tfjs-core";
import type { EndingValues, Value } from "./graph.js";
import { lookup } from "./ops/lookup.js";
import { onRows } from "./rows.js";

/** What ended the episode on each row: all causes that hold, bool `[N, causes]`, and the first, int32 `[N]` (−1 for none). */
export interface Causes {
  readonly causes: tf.Tensor;
  readonly cause: tf.Tensor;
}

/**
 * Declared endings in file order with the environment last, terminating ones before truncating ones. `names` are
 * `descriptor.causes`, `stepped` the rows that step.
 */
export function causesOf(
  names: readonly string[],
  endings: readonly EndingValues[],
  environment: { readonly terminated: tf.Tensor; readonly truncated: tf.Tensor },
  stepped: tf.Tensor,
): Causes {
  const ordered = (["terminated", "truncated"] as const).flatMap((kind): { name: string; holds: Value }[] => [
    ...endings.filter((ending) => ending.kind === kind).map(({ cause, holds }) => ({ name: cause, holds })),
    { name: "environment", holds: environment[kind] },
  ]);
  const columns = ordered.map(({ holds }) => onRows(stepped, holds, false, "bool"));
  const held = tf.stack(columns, 1);
  const first = lookup(
    ordered.map(({ name }) => names.indexOf(name)),
    tf.argMax(tf.cast(held, "int32"), 1),
  );
  const perName = names.map((name) =>
    columns.filter((_, index) => ordered[index]?.name === name).reduce((any, next) => tf.logicalOr(any, next)),
  );
  return { causes: tf.stack(perName, 1), cause: onRows(tf.any(held, 1), first, -1, "int") };
}
