import * as tf from "@tensorflow/tfjs-core";
import type { SpecDescriptor } from "../descriptor.js";
import type { FinishGraph, Value } from "../graph.js";
import type { Columns, RewardState, Trajectories } from "../kernel.js";
import type { Mover, MoveInputs, SettingTensors } from "../move.js";
import { Rows } from "../rows.js";
import { tidy } from "../tidy.js";
import { scan } from "../trajectories/scan.js";
import { moved } from "../trajectories/running.js";
import type { BatchInputs } from "./batch-inputs.js";
import { joinValues, type KeptValues, type Played } from "./played.js";

/** Runs the steps of all episodes. A spec that remembers nothing from step to step takes all of them at once. */
export function play(
  descriptor: SpecDescriptor,
  recorded: FinishGraph<never>["recorded"],
  mover: Mover,
  inputs: BatchInputs,
  given: Pick<Trajectories, "reset" | "seed" | "params" | "clock" | "trained">,
): Played {
  const settings = mover.settings(given);
  if (descriptor.slots.length === 0) return playAtOnce(mover, inputs, settings);
  const first = mover.init(inputs.episodes, given.reset, given.seed ?? 0, given);
  const ranks = new Map(recorded.map(({ name, shape }) => [name, shape.length]));
  return playInOrder(mover, inputs, settings, first, (name) => ranks.get(name) ?? 0);
}

function playAtOnce(mover: Mover, inputs: BatchInputs, settings: SettingTensors): Played {
  const { steps, episodes, signals, terminated, truncated } = inputs;
  const rows = new Rows(steps * episodes);
  const within = tf.tensor1d(
    Uint8Array.from({ length: rows.count }, (_, row) =>
      Number(isWithin(inputs, Math.floor(row / episodes), row % episodes)),
    ),
    "bool",
  );
  const state = { slots: [], ended: tf.logicalNot(within) };
  const step = mover.move(state, within, moveInputs(signals, settings, terminated, truncated), rows);
  const ends = tf.logicalOr(step.terminated, step.truncated);
  // A step is behind the end of its episode where a step before it ends the episode.
  const columns = tf.reshape(ends, [steps, episodes]);
  const over = moved(scan("any", "forward", columns, tf.fill([steps, episodes], 1, "bool")), 1, 0, "forward");
  const before = tf.logicalNot(tf.reshape(over, [rows.count]));
  return {
    mask: tf.logicalAnd(within, before),
    terminated: tf.logicalAnd(step.terminated, before),
    truncated: tf.logicalAnd(step.truncated, before),
    values: step.values,
  };
}

interface Kept {
  readonly values: KeptValues;
  readonly mask: tf.Tensor;
  readonly terminated: tf.Tensor;
  readonly truncated: tf.Tensor;
}

function playInOrder(
  mover: Mover,
  inputs: BatchInputs,
  settings: SettingTensors,
  first: RewardState,
  rankOf: (recorded: string) => number,
): Played {
  const { steps } = inputs;
  const kept: Kept[] = [];
  let state = first;
  for (let step = 0; step < steps; step++) {
    const before = state;
    const after = tidy(() => moveAt(mover, inputs, settings, before, step));
    tf.dispose([...before.slots, before.ended]);
    ({ state } = after);
    kept.push(after);
  }
  const joined = (parts: readonly tf.Tensor[]): tf.Tensor => tf.concat([...parts], 0);
  return {
    mask: joined(kept.map(({ mask }) => mask)),
    terminated: joined(kept.map(({ terminated }) => terminated)),
    truncated: joined(kept.map(({ truncated }) => truncated)),
    values: joinValues(
      kept.map(({ values }) => values),
      rankOf,
      joinSteps,
    ),
  };
}

function moveAt(
  mover: Mover,
  inputs: BatchInputs,
  settings: SettingTensors,
  before: RewardState,
  step: number,
): Kept & { readonly state: RewardState } {
  const { episodes, lengths, signals, terminated, truncated } = inputs;
  const rows = new Rows(episodes);
  const within = lengths.every((length) => step < length)
    ? undefined
    : tf.tensor1d(
        lengths.map((length) => step < length),
        "bool",
      );
  const going = tf.logicalNot(before.ended);
  const mask = within === undefined ? going : tf.logicalAnd(going, within);
  // A gather: tfjs's slice copies the whole column on some backends.
  const index = tf.range(step * episodes, (step + 1) * episodes, 1, "int32");
  const row = (column: tf.Tensor | undefined): tf.Tensor | undefined => column && tf.gather(column, index);
  const columns = Object.fromEntries(Object.entries(signals).map(([name, column]) => [name, tf.gather(column, index)]));
  const move = mover.move(before, mask, moveInputs(columns, settings, row(terminated), row(truncated)), rows);
  const { terms, shapings, endings, asserts, recorded = {} } = move.values;
  return { ...move, mask, values: { terms, shapings, endings, asserts, recorded } };
}

function moveInputs(
  signals: Columns,
  settings: SettingTensors,
  terminated: tf.Tensor | undefined,
  truncated: tf.Tensor | undefined,
): MoveInputs {
  return {
    signals,
    settings,
    ...(terminated === undefined ? {} : { terminated }),
    ...(truncated === undefined ? {} : { truncated }),
  };
}

function isWithin({ lengths }: BatchInputs, step: number, episode: number): boolean {
  return step < (lengths[episode] ?? 0);
}

/** A value of all steps, one after the other; what is the same on all rows stays as it is. */
function joinSteps(values: readonly Value[], rank: number): Value {
  const [first = 0] = values;
  if (typeof first !== "object" || first.rank === rank) return first;
  return tf.concat(
    values.filter((value) => typeof value === "object"),
    0,
  );
}
