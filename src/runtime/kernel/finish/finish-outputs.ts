import * as tf from "@tensorflow/tfjs-core";
import type { SpecDescriptor } from "../descriptor.js";
import type { FinishValues, TermValues, Value } from "../graph.js";
import type { Columns, FinishOutputs } from "../kernel.js";
import { endingRewards, entry, presenceOfNeverMissing } from "../outputs.js";
import { paidShape } from "../paid-shape.js";
import { Rows } from "../rows.js";
import type { TrajectoryOperations } from "../trajectories/operations.js";
import type { BatchInputs } from "./batch-inputs.js";
import type { Played } from "./played.js";
import { atOwnRate, spreadTo, type Counts } from "./rates.js";

/** What whole trajectories give, from the values of the steps and of the end: 0 and false on rows that are no steps. All tensors are fresh. */
export function finishOutputs(
  descriptor: SpecDescriptor,
  inputs: BatchInputs,
  played: Played,
  finished: FinishValues,
  trajectories: TrajectoryOperations,
): FinishOutputs {
  const { steps, episodes } = inputs;
  const { mask, terminated, truncated, values } = played;
  const rows = new Rows(steps * episodes);
  const table = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tensor, [steps, episodes, ...tensor.shape.slice(1)]);
  const chosen = (value: Value, dtype: "float" | "int" | "bool", shape: readonly number[] = []): tf.Tensor =>
    table(rows.choose(mask, value, 0, dtype, shape));
  const float = (value: Value): tf.Tensor => chosen(value, "float");
  const failures = (conditions: readonly Value[]): tf.Tensor => table(rows.failures(mask, conditions));

  const terms: readonly (readonly [string, TermValues])[] = [
    ...descriptor.terms.map(({ name }) => [name, entry(values.terms, name)] as const),
    ...(descriptor.finish?.terms ?? []).map(({ name }) => [name, entry(finished.terms, name)] as const),
  ];
  const ofTerms = (read: (term: TermValues) => tf.Tensor): Columns =>
    Object.fromEntries(terms.map(([name, term]) => [name, read(term)]));
  const paid = paidShape(descriptor);
  const total = chosen(finished.total, "float", paid);
  const ended = tf.any(table(tf.logicalOr(terminated, truncated)), 0);
  return {
    mask: table(tf.clone(mask)),
    reward: chosen(finished.reward, "float", paid),
    total,
    terms: { ...ofTerms(({ contribution }) => float(contribution)), ...endingRewards(values, float) },
    raw: ofTerms(({ raw }) => float(raw)),
    active: ofTerms(({ active = true }) => chosen(active, "bool")),
    shapings: Object.fromEntries(descriptor.shapings.map((name) => [name, float(entry(values.shapings, name))])),
    nonFinite: failures(terms.map(([, { finite }]) => finite)),
    failedAsserts: failures(values.asserts),
    ...(descriptor.neverMissing === undefined
      ? {}
      : { missing: failures(presenceOfNeverMissing(descriptor, inputs.signals)) }),
    terminated: table(tf.clone(terminated)),
    truncated: table(tf.clone(truncated)),
    ended,
    return: tf.sum(total, 0),
    ...lateOutputs(descriptor, finished, { ended, mask, table, chosen }, countsOf(inputs), trajectories),
  };
}

/** Rows of the batch `[T·N]` and how they become tables `[T, N, …]`. */
interface Tables {
  readonly mask: tf.Tensor;
  readonly ended: tf.Tensor;
  readonly table: (rows: tf.Tensor) => tf.Tensor;
  readonly chosen: (value: Value, dtype: "float" | "int" | "bool", shape?: readonly number[]) => tf.Tensor;
}

/** What no step has. */
function lateOutputs(
  { finish, trained: slots = [] }: SpecDescriptor,
  { advantage, reports, keep, mask: leftOut, trained }: FinishValues,
  { mask, ended, table, chosen }: Tables,
  counts: Counts,
  trajectories: TrajectoryOperations,
): Pick<FinishOutputs, "advantage" | "reports" | "keep" | "masked" | "trained"> {
  const over = tf.logicalAnd(mask, trajectories.spread(ended, "episode", "step"));
  return {
    ...(advantage === undefined
      ? {}
      : {
          advantage: table(
            new Rows(counts.step).choose(
              over,
              spreadTo("step", advantage, finish?.advantage ?? "step", "float", counts, trajectories),
              0,
              "float",
            ),
          ),
        }),
    reports: Object.fromEntries(
      (finish?.reports ?? []).map(({ name, rate, dtype, shape }) => {
        const value = entry(reports, name);
        return [name, rate === "step" ? chosen(value, dtype, shape) : atOwnRate(value, rate, dtype, shape, counts)];
      }),
    ),
    ...(keep === undefined
      ? {}
      : { keep: spreadTo("group", keep, finish?.keep ?? "group", "bool", counts, trajectories) }),
    ...(leftOut === undefined
      ? {}
      : { masked: spreadTo("episode", leftOut, finish?.mask ?? "episode", "bool", counts, trajectories) }),
    ...(trained === undefined
      ? {}
      : {
          trained: Object.fromEntries(
            slots.map(({ name, dtype, shape }, index) => [
              name,
              atOwnRate(trained[index] ?? 0, "batch", dtype, shape, counts),
            ]),
          ),
        }),
  };
}

function countsOf({ steps, episodes, groupCount }: BatchInputs): Counts {
  return { step: steps * episodes, episode: episodes, group: groupCount };
}
