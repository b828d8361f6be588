import * as tf from "@tensorflow/tfjs-core";
import { causesOf } from "./causes.js";
import type { MachineDescriptor, SpecDescriptor } from "./descriptor.js";
import type { StepValues, Value } from "./graph.js";
import type { Columns, Labels, RewardState, StepInputs, StepOutputs } from "./kernel.js";
import type { Rows } from "./rows.js";

/** Which rows a call moves (bool `[N]`). */
export interface RowKinds {
  readonly stepped: tf.Tensor;
  /** Rows that only begin an episode. */
  readonly reset: tf.Tensor;
}

/** What a step gives, from the values of the graph: 0, false and −1 on rows that do not step. */
export function outputsOf<State>(
  descriptor: SpecDescriptor,
  values: StepValues<State>,
  inputs: StepInputs,
  kinds: RowKinds,
  rows: Rows,
): Omit<StepOutputs, "state" | "machines" | "terminated" | "truncated"> {
  const { stepped } = kinds;
  const float = (value: Value): tf.Tensor => rows.choose(stepped, value, 0, "float");
  const terms = descriptor.terms.map(({ name }) => ({ name, ...entry(values.terms, name) }));
  return {
    reward: float(values.reward),
    total: float(values.total),
    terms: { ...record(terms, ({ contribution }) => float(contribution)), ...endingRewards(values, float) },
    raw: record(terms, ({ raw }) => float(raw)),
    shapings: Object.fromEntries(descriptor.shapings.map((name) => [name, float(entry(values.shapings, name))])),
    labels: labelsOf(descriptor.machines, values, stepped, rows),
    ...causesOf(descriptor.causes, values.endings, inputs, stepped, rows),
    nonFinite: rows.table(terms.map(({ finite }) => rows.fails(stepped, finite))),
    failedAsserts: rows.table(values.asserts.map((condition) => rows.fails(stepped, condition))),
  };
}

/** States after the move; on rows that do not step, those that the machines stand in, after the reset if there was one. */
export function machineStates<State>(
  descriptor: SpecDescriptor,
  values: StepValues<State>,
  kinds: RowKinds,
  states: { readonly before: RewardState; readonly after: RewardState; readonly resets: boolean },
  rows: Rows,
): Columns {
  return record(descriptor.machines, ({ name }) => {
    // A machine of one state may have no slot.
    const slot = descriptor.slots.findIndex(
      (candidate) => candidate.kind === "machine" && candidate.name === `${name}.state`,
    );
    const before = states.before.slots[slot] ?? 0;
    const still = states.resets ? rows.choose(kinds.reset, states.after.slots[slot] ?? 0, before, "int") : before;
    return rows.choose(kinds.stepped, entry(values.machines, name).state, still, "int");
  });
}

function labelsOf<State>(
  machines: readonly MachineDescriptor[],
  values: StepValues<State>,
  stepped: tf.Tensor,
  rows: Rows,
): Labels {
  return {
    classes: record(machines, ({ name, labelPerState, states }) =>
      rows.choose(stepped, entry(values.machines, name).label, 0, "int", labelPerState === true ? [states.length] : []),
    ),
    rewards: record(machines, ({ name }) => {
      const { rewards } = entry(values.machines, name);
      const kinds = typeof rewards === "object" ? (rewards.shape.at(-1) ?? 1) : 1;
      return rows.choose(stepped, rewards, 0, "float", [kinds]);
    }),
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

function record<T extends { readonly name: string }>(items: readonly T[], value: (item: T) => tf.Tensor): Columns {
  return Object.fromEntries(items.map((item) => [item.name, value(item)]));
}

function entry<T>(entries: Readonly<Record<string, T>>, name: string): T {
  const found = entries[name];
  if (found === undefined) throw new Error(`the graph does not compute ${name}`);
  return found;
}
