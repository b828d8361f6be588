import * as tf from "@tensorflow/tfjs-core";
import { causesOf } from "./causes.js";
import type { SpecDescriptor } from "./descriptor.js";
import type { StepValues, Value } from "./graph.js";
import { inputShape } from "./input-shape.js";
import type { Columns, Labels, RewardState, StepInputs, StepOutputs } from "./kernel.js";
import { paidShape } from "./paid-shape.js";
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
  signals: Columns,
  kinds: RowKinds,
  rows: Rows,
): Omit<StepOutputs, "state" | "machines" | "objectives" | "terminated" | "truncated"> {
  const { stepped } = kinds;
  const float = (value: Value): tf.Tensor => rows.choose(stepped, value, 0, "float");
  const paid = paidShape(descriptor);
  const terms = descriptor.terms.map(({ name }) => ({ name, ...entry(values.terms, name) }));
  return {
    reward: rows.choose(stepped, values.reward, 0, "float", paid),
    total: rows.choose(stepped, values.total, 0, "float", paid),
    ...(values.discount === undefined ? {} : { discount: float(values.discount) }),
    terms: { ...record(terms, ({ contribution }) => float(contribution)), ...endingRewards(values, float) },
    raw: record(terms, ({ raw }) => float(raw)),
    shapings: Object.fromEntries(descriptor.shapings.map((name) => [name, float(entry(values.shapings, name))])),
    ...(values.robustness === undefined
      ? {}
      : {
          robustness: Object.fromEntries(
            Object.entries(values.robustness).map(([name, value]) => [name, float(value)]),
          ),
        }),
    ...(values.gradients === undefined
      ? {}
      : {
          gradients: Object.fromEntries(
            Object.entries(values.gradients).map(([name, value]) => [
              name,
              rows.choose(stepped, value, 0, "float", inputShape(descriptor, name)),
            ]),
          ),
        }),
    labels: labelsOf(descriptor, values, stepped, rows),
    ...causesOf(descriptor.causes, values.endings, inputs, stepped, rows),
    nonFinite: rows.failures(
      stepped,
      terms.map(({ finite }) => finite),
    ),
    ...(descriptor.neverMissing === undefined
      ? {}
      : {
          missing: rows.failures(stepped, presenceOfNeverMissing(descriptor, signals)),
        }),
    failedAsserts: rows.failures(stepped, values.asserts),
  };
}

/** For each external signal that may not be missing on which rows it is there. */
export function presenceOfNeverMissing(
  { neverMissing = [], signals: declared }: SpecDescriptor,
  signals: Columns,
): readonly tf.Tensor[] {
  return neverMissing.map((name) => {
    const presence = declared.find((signal) => signal.name === name)?.presence ?? name;
    return entry(signals, presence);
  });
}

/** States after the move; on rows that do not step, those that the automata stand in, after the reset if there was one. */
export function automatonStates<State>(
  descriptor: SpecDescriptor,
  values: StepValues<State>,
  kinds: RowKinds,
  states: { readonly before: RewardState; readonly after: RewardState; readonly resets: boolean },
  rows: Rows,
): Pick<StepOutputs, "machines" | "objectives"> {
  const stateOf = (kind: "machine" | "objective", name: string, moved: Value): tf.Tensor => {
    // An automaton of one state may have no slot.
    const slot = descriptor.slots.findIndex(
      (candidate) => candidate.kind === kind && candidate.name === `${name}.state`,
    );
    const before = states.before.slots[slot] ?? 0;
    const still = states.resets ? rows.choose(kinds.reset, states.after.slots[slot] ?? 0, before, "int") : before;
    return rows.choose(kinds.stepped, moved, still, "int");
  };
  return {
    machines: record(descriptor.machines, ({ name }) => stateOf("machine", name, entry(values.machines, name).state)),
    objectives: {
      ...record(descriptor.objectives, ({ name }) => stateOf("objective", name, entry(values.objectives, name).state)),
      ...record(descriptor.pastObjectives ?? [], ({ name }) =>
        stateOf("objective", name, entry(values.pastObjectives ?? {}, name)),
      ),
    },
  };
}

function labelsOf<State>(
  descriptor: SpecDescriptor,
  values: StepValues<State>,
  stepped: tf.Tensor,
  rows: Rows,
): Labels {
  const automata = [...descriptor.machines, ...descriptor.objectives];
  const moved = { ...values.machines, ...values.objectives };
  return {
    classes: record(automata, ({ name, labelPerState, states }) =>
      rows.choose(stepped, entry(moved, name).label, 0, "int", labelPerState === true ? [states.length] : []),
    ),
    rewards: record(automata, ({ name }) => {
      const { rewards } = entry(moved, name);
      const kinds = typeof rewards === "object" ? (rewards.shape.at(-1) ?? 1) : 1;
      return rows.choose(stepped, rewards, 0, "float", [kinds]);
    }),
  };
}

/** What endings pay, by cause; causes of the same name add up. */
export function endingRewards(
  values: Pick<StepValues<unknown>, "endings">,
  float: (value: Value) => tf.Tensor,
): Columns {
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

export function entry<T>(entries: Readonly<Record<string, T>>, name: string): T {
  const found = entries[name];
  if (found === undefined) throw new Error(`the graph does not compute ${name}`);
  return found;
}
