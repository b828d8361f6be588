import * as tf from "@tensorflow/tfjs-core";
import { fusedModuleOf } from "../../src/compiler/emit/fused/javascript/evaluate-module.js";
import { compile, kernelOf, memoryHost, type Program } from "../../src/compiler/index.js";
import { fusedKernel, type FusedKernel } from "../../src/runtime/fused/index.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";

const spec = `
reward Bench
signal coffee, office, plant: bool
action torque: float[4] in [-1, 1]
machine Delivery {
  start state Empty { when plant -> Broken else when coffee -> Carrying }
  state Carrying { when plant -> Broken else when office -> Empty reward 1 }
  done state Broken
}
term delivery = Delivery.reward
term effort weight -0.001 = sum(torque ^ 2)
term smooth weight -0.01 = exp(-norm(torque - 0.5))
`;

/** The columns of one step. */
export interface Rows {
  readonly coffee: Uint8Array;
  readonly office: Uint8Array;
  readonly plant: Uint8Array;
  readonly torque: Float32Array;
}

const next = [
  [0, 2, 1, 2, 0, 2, 1, 2],
  [1, 2, 1, 2, 0, 2, 0, 2],
  [2, 2, 2, 2, 2, 2, 2, 2],
];

/** The same reward as a hand-written loop; moves `state`, fills `reward`. */
export function plainLoop(rows: Rows, state: Int32Array, reward: Float32Array): void {
  for (let row = 0; row < reward.length; row++) {
    const label = (rows.plant[row] ?? 0) + 2 * (rows.coffee[row] ?? 0) + 4 * (rows.office[row] ?? 0);
    const before = state[row] ?? 0;
    state[row] = next[before]?.[label] ?? 0;
    let squares = 0;
    let distance = 0;
    for (let joint = 4 * row; joint < 4 * row + 4; joint++) {
      const torque = rows.torque[joint] ?? 0;
      squares += torque * torque;
      distance += (torque - 0.5) * (torque - 0.5);
    }
    const paid = before === 1 && (label & 1) === 0 && (label & 4) !== 0 ? 1 : 0;
    reward[row] = paid - 0.001 * squares - 0.01 * Math.exp(-Math.sqrt(distance));
  }
}

export function randomRows(count: number): Rows {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const flags = (share: number): Uint8Array => Uint8Array.from({ length: count }, () => Number(random() < share));
  return {
    coffee: flags(0.2),
    office: flags(0.2),
    plant: flags(0.01),
    torque: Float32Array.from({ length: 4 * count }, () => random() * 2 - 1),
  };
}

function columns(rows: Rows, count: number): Record<string, tf.Tensor> {
  return {
    coffee: tf.tensor1d(rows.coffee, "bool"),
    office: tf.tensor1d(rows.office, "bool"),
    plant: tf.tensor1d(rows.plant, "bool"),
    torque: tf.tensor2d(rows.torque, [count, 4]),
  };
}

/** One step with its reward read back, as a training loop does it. */
export function kernelStep(kernel: RewardKernel, count: number): (rows: Rows) => Float32Array {
  let state = kernel.init(count);
  return (rows) => {
    const inputs = columns(rows, count);
    const { state: after, ...outputs } = kernel.step(state, { signals: inputs });
    const reward = outputs.reward.dataSync() as Float32Array;
    tf.dispose([inputs, outputs as unknown as tf.TensorContainerObject, state.slots as tf.Tensor[], state.ended]);
    state = after;
    return reward;
  };
}

/** One step of the fused loop on what stands in its columns. */
export function fusedStep(kernel: FusedKernel): () => Float32Array {
  return () => {
    kernel.step();
    return kernel.outputs.reward;
  };
}

/** Writes rows into the kernel's columns, as an environment with columns of its own would have to. */
export function writeRows({ signals }: FusedKernel, rows: Rows): void {
  for (const name of ["coffee", "office", "plant"] as const) signals[name]?.columns[0]?.set(rows[name]);
  signals["torque"]?.columns.forEach((column, joint) => {
    for (let row = 0; row < column.length; row++) column[row] = rows.torque[4 * row + joint] ?? 0;
  });
}

/** The fused kernel of the same spec, on which the environments have begun. */
export function fusedWorkload(count: number): FusedKernel {
  const kernel = fusedKernel(fusedModuleOf(workload()), count);
  kernel.init();
  return kernel;
}

/** The fused loop and the plain one agree on a few steps. */
export function assertFusedSame(): void {
  const rows = randomRows(64);
  const kernel = fusedWorkload(64);
  const step = fusedStep(kernel);
  assertAgree(rows, () => {
    writeRows(kernel, rows);
    return step();
  });
}

/** The two agree on a few steps, or the comparison means nothing. */
export function assertSame(kernel: RewardKernel): void {
  const rows = randomRows(64);
  const step = kernelStep(kernel, 64);
  assertAgree(rows, () => step(rows));
}

function assertAgree(rows: Rows, step: () => Float32Array): void {
  const [state, reward] = [new Int32Array(64), new Float32Array(64)];
  for (let time = 0; time < 5; time++) {
    plainLoop(rows, state, reward);
    const found = step();
    const worst = Math.max(...reward.map((value, row) => Math.abs(value - (found[row] ?? NaN))));
    if (!(worst < 1e-6)) throw new Error(`the kernel and the loop differ by ${worst}`);
  }
}

/** The kernel of the spec that `plainLoop` computes by hand. */
export function workloadKernel(): RewardKernel {
  return kernelOf(workload());
}

function workload(): Program {
  const { program, diagnostics } = compile("bench.reward", memoryHost({ "bench.reward": spec }));
  if (program === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return program;
}
