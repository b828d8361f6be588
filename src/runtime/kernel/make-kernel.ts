import * as tf from "@tensorflow/tfjs-core";
import { registerGradients } from "../backend/gradients/index.js";
import { allStates } from "./all-states.js";
import { causesOf } from "./causes.js";
import { paramTensors, resetColumns, stepColumns } from "./columns.js";
import type { SpecDescriptor } from "./descriptor.js";
import { featuresOf } from "./features.js";
import type { RewardGraph, StepValues, Value } from "./graph.js";
import type { Columns, RewardKernel, RewardState, StepInputs, StepOutputs } from "./kernel.js";
import { seedKey } from "./random.js";
import { episodeStarts } from "./episode-starts.js";
import { onRows } from "./rows.js";
import { tidy } from "./tidy.js";

/*
 *   inputs ─► which rows step? ─► graph.step ─► outputs, 0 on rows that do not step
 *                                     │
 *             slots ◄── graph.initial on rows that begin an episode ◄── slots after the step
 */

/**
 * The kernel of a spec from its dataflow: adds what all kernels share, that is which rows step, resets in Gymnasium's three autoreset
 * modes, causes, features, counterfactual steps. Pure and tidy: a call leaves only the tensors that it returns.
 */
export function makeKernel<Signals, Reset, State, Params>(
  descriptor: SpecDescriptor,
  graph: RewardGraph<Signals, Reset, State, Params>,
): RewardKernel {
  registerGradients();

  /** Slots of episodes that begin in the rows of `mask`; the other rows keep theirs. */
  function begin(slots: readonly tf.Tensor[], mask: tf.Tensor, reset: Columns, params: Columns): readonly tf.Tensor[] {
    const first = graph.initial({ signals: reset as Reset, state: named(slots), params: params as Params });
    return merge(mask, first, slots);
  }

  /** Slots by the names that the graph gives them. The casts here and around it: names and types come from the same program. */
  function named(slots: readonly tf.Tensor[]): State {
    return Object.fromEntries(graph.slots.map((name, index) => [name, slots[index]])) as State;
  }

  function merge(
    mask: tf.Tensor,
    values: { readonly [Slot in keyof State]: Value },
    slots: readonly tf.Tensor[],
  ): readonly tf.Tensor[] {
    return descriptor.slots.map(({ dtype, shape }, index) => {
      const name = graph.slots[index];
      const old = slots[index];
      if (name === undefined || old === undefined) throw new Error("the state does not belong to this kernel");
      return onRows(mask, values[name], old, dtype, shape);
    });
  }

  /** States after the move; on rows that do not step, those that the machines stand in, after the reset if there was one. */
  function machineStates(
    values: StepValues<State>,
    rows: { readonly stepped: tf.Tensor; readonly reset: tf.Tensor },
    old: RewardState,
    next: RewardState,
  ): Columns {
    return record(descriptor.machines, ({ name }) => {
      // A machine of one state may have no slot.
      const slot = descriptor.slots.findIndex(
        (candidate) => candidate.kind === "machine" && candidate.name === `${name}.state`,
      );
      const still = onRows(rows.reset, next.slots[slot] ?? 0, old.slots[slot] ?? 0, "int");
      return onRows(rows.stepped, entry(values.machines, name).state, still, "int");
    });
  }

  function step(state: RewardState, inputs: StepInputs): StepOutputs {
    const rows = state.ended.shape[0] ?? 0;
    const none = tf.fill([rows], 0, "bool");
    const terminated = inputs.terminated ?? none;
    const truncated = inputs.truncated ?? none;
    const isFirst = inputs.isFirst ?? none;
    const resetRow = tf.logicalAnd(isFirst, tf.logicalNot(tf.logicalOr(terminated, truncated)));
    const stepped = tf.logicalNot(tf.logicalOr(resetRow, state.ended));

    const signals = stepColumns(descriptor, inputs, rows);
    const params = paramTensors(descriptor, inputs.params);
    const values = graph.step({
      signals: signals as Signals,
      state: named(state.slots),
      params: params as Params,
      terminated,
      truncated,
    });

    const float = (value: Value): tf.Tensor => onRows(stepped, value, 0, "float");
    const holds = (value: Value): tf.Tensor => onRows(stepped, value, false, "bool");
    const ends = { terminated: holds(values.terminated), truncated: holds(values.truncated) };
    const moved = merge(stepped, values.state, state.slots);
    const ended = tf.logicalOr(
      tf.logicalAnd(state.ended, tf.logicalNot(isFirst)),
      tf.logicalOr(ends.terminated, ends.truncated),
    );
    const next =
      inputs.isFirst === undefined
        ? { slots: moved, ended }
        : {
            slots: begin(moved, isFirst, episodeStarts(descriptor, inputs, isFirst, resetRow), params),
            ended: tf.logicalAnd(ended, tf.logicalNot(isFirst)),
          };

    return {
      state: next,
      reward: float(values.reward),
      total: float(values.total),
      terms: {
        ...record(descriptor.terms, ({ name }) => float(entry(values.terms, name).contribution)),
        ...endingRewards(values, float),
      },
      raw: record(descriptor.terms, ({ name }) => float(entry(values.terms, name).raw)),
      shapings: Object.fromEntries(descriptor.shapings.map((name) => [name, float(entry(values.shapings, name))])),
      machines: machineStates(values, { stepped, reset: resetRow }, state, next),
      labels: {
        classes: record(descriptor.machines, ({ name, labelPerState, states }) =>
          onRows(stepped, entry(values.machines, name).label, 0, "int", labelPerState === true ? [states.length] : []),
        ),
        rewards: record(descriptor.machines, ({ name }) => {
          const { rewards } = entry(values.machines, name);
          const kinds = typeof rewards === "object" ? (rewards.shape.at(-1) ?? 1) : 1;
          return onRows(stepped, rewards, 0, "float", [kinds]);
        }),
      },
      ...ends,
      ...causesOf(descriptor.causes, values.endings, { terminated, truncated }, stepped),
      nonFinite: table(
        descriptor.terms.map(({ name }) =>
          tf.logicalNot(onRows(stepped, entry(values.terms, name).finite, true, "bool")),
        ),
        rows,
      ),
      failedAsserts: table(
        values.asserts.map((condition) => tf.logicalNot(onRows(stepped, condition, true, "bool"))),
        rows,
      ),
    };
  }

  return {
    descriptor,
    init: (environments, reset, options = {}) =>
      tidy(() => {
        const seeds = (name: string, shape: readonly number[]): tf.Tensor => {
          const size = shape.reduce((product, dimension) => product * dimension, 1);
          const keys = Array.from({ length: environments }, (_, row) => seedKey(options.seed ?? 0, row, name, size));
          return tf.tensor(keys.flat(), [environments, ...shape], "int32");
        };
        const slots = descriptor.slots.map(({ name, kind, dtype, shape }) =>
          onRows(tf.fill([environments], 1, "bool"), kind === "random" ? seeds(name, shape) : 0, 0, dtype, shape),
        );
        const everywhere = tf.fill([environments], 1, "bool");
        const first = begin(
          slots,
          everywhere,
          resetColumns(descriptor, reset, environments),
          paramTensors(descriptor, options.params),
        );
        return { slots: first, ended: tf.fill([environments], 0, "bool") };
      }),
    reset: (state, mask, reset, params) =>
      tidy(() => ({
        slots: begin(
          state.slots,
          mask,
          resetColumns(descriptor, reset, mask.shape[0] ?? 0),
          paramTensors(descriptor, params),
        ),
        ended: tf.logicalAnd(state.ended, tf.logicalNot(mask)),
      })),
    step: (state, inputs) => tidy(() => step(state, inputs)),
    stepAllStates: (labels) => tidy(() => allStates(descriptor.machines, labels)),
    features: (state) => tidy(() => featuresOf(descriptor.slots, state.slots, state.ended.shape[0] ?? 0)),
  };
}

/** What endings pay, by cause; causes of the same name add up. */
function endingRewards<State>(values: StepValues<State>, float: (value: Value) => tf.Tensor): Columns {
  const paid: Record<string, tf.Tensor> = {};
  for (const { cause, reward } of values.endings) {
    if (reward === undefined) continue;
    const before = paid[cause];
    paid[cause] = before === undefined ? float(reward) : tf.add(before, float(reward));
  }
  return paid;
}

/** bool `[N, columns]`. */
function table(columns: readonly tf.Tensor[], rows: number): tf.Tensor {
  return columns.length === 0 ? tf.fill([rows, 0], 0, "bool") : tf.stack([...columns], 1);
}

function record<T extends { readonly name: string }>(items: readonly T[], value: (item: T) => tf.Tensor): Columns {
  return Object.fromEntries(items.map((item) => [item.name, value(item)]));
}

function entry<T>(entries: Readonly<Record<string, T>>, name: string): T {
  const found = entries[name];
  if (found === undefined) throw new Error(`the graph does not compute ${name}`);
  return found;
}
