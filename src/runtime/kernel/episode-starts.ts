import * as tf from "@tensorflow/tfjs-core";
import { bringsReset, resetColumns } from "./columns.js";
import type { SpecDescriptor } from "./descriptor.js";
import type { Columns, StepInputs } from "./kernel.js";
import type { Rows } from "./rows.js";

/**
 * The first signals of the episodes that begin in this call: of a reset row its `signals`, of a same-step autoreset row its `reset`.
 * Throws a `RewardError` that names the signal where a row that begins does not bring one; rows that do not begin need none.
 */
export function episodeStarts(
  descriptor: SpecDescriptor,
  inputs: StepInputs,
  isFirst: tf.Tensor,
  resetRow: tf.Tensor,
  rows: Rows,
): Columns {
  if (descriptor.needsReset.length === 0) return {};
  const sameStep = tf.logicalAnd(isFirst, rows.not(resetRow));
  const sources = [
    {
      mask: sameStep,
      columns: inputs.reset,
      possible: inputs.terminated !== undefined || inputs.truncated !== undefined,
    },
    { mask: resetRow, columns: inputs.signals, possible: true },
  ];
  const complete = sources.filter(({ mask, columns, possible }) => {
    if (!possible) return false;
    if (bringsReset(descriptor, columns)) return true;
    const row = firstRow(mask);
    if (row >= 0) resetColumns(descriptor, columns, rows.count, row);
    return false;
  });
  const [first, second] = complete.map(({ columns }) => resetColumns(descriptor, columns, rows.count));
  if (first === undefined) return undefinedStarts(descriptor, rows);
  if (second === undefined) return first;
  return Object.fromEntries(
    descriptor.signals.flatMap(({ name, dtype, shape }) => {
      const [a, b] = [first[name], second[name]];
      return a === undefined || b === undefined ? [] : [[name, rows.choose(sameStep, a, b, dtype, shape)]];
    }),
  );
}

/** The first row of the mask, −1 for none. Reads the mask back, which only a caller who leaves signals out pays for. */
function firstRow(mask: tf.Tensor): number {
  if (tf.getBackend() === "webgpu") {
    throw new Error(
      "pass `reset` with every step that brings `isFirst`: the webgpu backend cannot look whether a row needs it",
    );
  }
  return mask.dataSync().indexOf(1);
}

/** No row begins: any values will do, none is used. */
function undefinedStarts(descriptor: SpecDescriptor, rows: Rows): Columns {
  return Object.fromEntries(
    descriptor.signals
      .filter(({ name }) => descriptor.needsReset.includes(name))
      .map(({ name, dtype, shape }) => [name, rows.constant(0, dtype, shape)]),
  );
}
