import * as tf from "@tensorflow/tfjs-core";
import type { MachineDescriptor } from "./descriptor.js";
import type { AllStates, Columns, Labels } from "./kernel.js";

/** Every machine and objective from each of its states on the label of one real step: `next` int32 and `reward` float32, `[N, U]`. */
export function allStates(automata: readonly MachineDescriptor[], labels: Labels): AllStates {
  const next: Record<string, tf.Tensor> = {};
  const reward: Record<string, tf.Tensor> = {};
  for (const machine of automata) {
    const moves = movesOf(machine, column(labels.classes, machine.name), column(labels.rewards, machine.name));
    next[machine.name] = moves.next;
    reward[machine.name] = moves.reward;
  }
  return { next, reward };
}

function movesOf(
  machine: MachineDescriptor,
  label: tf.Tensor,
  values: tf.Tensor,
): { readonly next: tf.Tensor; readonly reward: tf.Tensor } {
  const [rows, kinds] = [values.shape[0] ?? 0, values.shape[1] ?? 1];
  // Entry of each state in the tables `[u * classes + c]`; a label `[N]` is the same for all states.
  const shared = label.rank === 1 ? tf.expandDims(label, 1) : label;
  const offsets = tf.tensor1d(
    machine.states.map((_, state) => state * machine.classes),
    "int32",
  );
  const entries = tf.add(shared, offsets);
  const next = tf.gather(tf.tensor1d([...machine.next], "int32"), entries);
  const edge = tf.gather(tf.tensor1d([...machine.edgeReward], "int32"), entries);
  const state = tf.gather(tf.tensor1d([...machine.stateReward], "int32"), next);
  // Row n's values start at n·K of the flat list.
  const flat = tf.reshape(values, [rows * kinds]);
  const start = tf.reshape(tf.mul(tf.range(0, rows, 1, "int32"), tf.scalar(kinds, "int32")), [rows, 1]);
  return { next, reward: tf.add(tf.gather(flat, tf.add(edge, start)), tf.gather(flat, tf.add(state, start))) };
}

function column(columns: Columns, name: string): tf.Tensor {
  const tensor = columns[name];
  if (tensor === undefined) throw new Error(`no labels for ${name}`);
  return tensor;
}
