import * as tf from "@tensorflow/tfjs-core";
import type { MachineDescriptor } from "./descriptor.js";
import type { AllStates, Columns, Labels } from "./kernel.js";

/** Every machine from each of its states on the label of one real step: `next` int32 and `reward` float32, `[N, U]`. */
export function allStates(machines: readonly MachineDescriptor[], labels: Labels): AllStates {
  const next: Record<string, tf.Tensor> = {};
  const reward: Record<string, tf.Tensor> = {};
  for (const machine of machines) {
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
  const next = tf.gather(byClass(machine, machine.next), label);
  const edge = tf.gather(byClass(machine, machine.edgeReward), label);
  const state = tf.gather(tf.tensor1d([...machine.stateReward], "int32"), next);
  // Row n's values start at n·K of the flat list.
  const flat = tf.reshape(values, [rows * kinds]);
  const start = tf.reshape(tf.mul(tf.range(0, rows, 1, "int32"), tf.scalar(kinds, "int32")), [rows, 1]);
  return { next, reward: tf.add(tf.gather(flat, tf.add(edge, start)), tf.gather(flat, tf.add(state, start))) };
}

/** A table `[u * classes + c]` as int32 `[classes, states]`. */
function byClass(machine: MachineDescriptor, table: readonly number[]): tf.Tensor {
  return tf.transpose(tf.tensor2d([...table], [machine.states.length, machine.classes], "int32"));
}

function column(columns: Columns, name: string): tf.Tensor {
  const tensor = columns[name];
  if (tensor === undefined) throw new Error(`no labels for machine ${name}`);
  return tensor;
}
