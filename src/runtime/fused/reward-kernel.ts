import * as tf from "@tensorflow/tfjs-core";
import { allStates } from "../kernel/all-states.js";
import { resetColumns, stepColumns, tensorType } from "../kernel/columns.js";
import type { SpecDescriptor } from "../kernel/descriptor.js";
import { featuresOf } from "../kernel/features.js";
import { inputShape } from "../kernel/input-shape.js";
import type { Columns, RewardKernel, RewardState, Settings, StepInputs, StepOutputs } from "../kernel/kernel.js";
import { tidy } from "../kernel/tidy.js";
import type { Fields, FusedKernel, FusedSettings } from "./fused-kernel.js";
import type { Column } from "./memory.js";

/**
 * A fused kernel behind the contract of all kernels, for training loops and tests: tensors are copied in and out, and states are values. `create` makes the kernel for a number of environments; one is kept
 * for each number that is asked for.
 */
export function rewardKernelOf(
  descriptor: SpecDescriptor,
  create: (environments: number) => FusedKernel,
): RewardKernel {
  const kernels = new Map<number, FusedKernel>();
  /** The state that each kernel holds, so that a loop that goes on where it was copies nothing in. */
  const held = new WeakMap<FusedKernel, RewardState>();

  function kernelFor(environments: number): FusedKernel {
    const known = kernels.get(environments) ?? create(environments);
    kernels.set(environments, known);
    return known;
  }

  function restored(state: RewardState): FusedKernel {
    const kernel = kernelFor(state.ended.shape[0] ?? 0);
    if (held.get(kernel) === state) return kernel;
    descriptor.slots.forEach(({ name }, index) => {
      const slot = state.slots[index];
      if (slot === undefined) throw new Error("the state does not belong to this kernel");
      write(kernel.slots, name, slot);
    });
    kernel.ended.set(dataOf(state.ended));
    return kernel;
  }

  function stateOf(kernel: FusedKernel): RewardState {
    const state = {
      slots: descriptor.slots.map(({ name, dtype, shape }) =>
        tensorOf(kernel.slots[name]?.columns ?? [], dtype, shape, kernel.environments),
      ),
      ended: tf.tensor1d(kernel.ended.slice(), "bool"),
    };
    held.set(kernel, state);
    return state;
  }

  function begin(kernel: FusedKernel, reset: Columns | undefined, settings: Settings): void {
    kernel.set(fusedSettings(settings));
    writeAll(kernel.first, resetColumns(descriptor, reset, kernel.environments));
  }

  function step(state: RewardState, inputs: StepInputs): StepOutputs {
    const kernel = restored(state);
    const rows = kernel.environments;
    writeAll(kernel.signals, stepColumns(descriptor, inputs, rows));
    for (const name of ["isFirst", "terminated", "truncated"] as const) {
      const flag = inputs[name];
      if (flag === undefined) kernel[name].fill(0);
      else kernel[name].set(dataOf(flag));
    }
    bringFirst(descriptor, kernel, inputs);
    kernel.set(fusedSettings(inputs));
    kernel.step();
    return { state: stateOf(kernel), ...outputsOf(descriptor, kernel) };
  }

  return {
    descriptor,
    init: (environments, reset, { seed = 0, ...settings } = {}) =>
      tidy(() => {
        const kernel = kernelFor(environments);
        begin(kernel, reset, settings);
        kernel.init(seed);
        return stateOf(kernel);
      }),
    reset: (state, mask, reset, settings = {}) =>
      tidy(() => {
        const kernel = restored(state);
        begin(kernel, reset, settings);
        kernel.reset(Uint8Array.from(dataOf(mask)));
        return stateOf(kernel);
      }),
    step: (state, inputs) => tidy(() => step(state, inputs)),
    stepAllStates: (labels) => tidy(() => allStates([...descriptor.machines, ...descriptor.objectives], labels)),
    features: (state) => tidy(() => featuresOf(descriptor.slots, state.slots, state.ended.shape[0] ?? 0)),
  };
}

/** Checks that every episode that begins brings its first signals, and writes those that do not come as signals of the step. */
function bringFirst(descriptor: SpecDescriptor, kernel: FusedKernel, inputs: StepInputs): void {
  const ends = (row: number): boolean => kernel.terminated[row] === 1 || kernel.truncated[row] === 1;
  const alone = kernel.isFirst.findIndex((first, row) => first === 1 && !ends(row));
  const sameStep = kernel.isFirst.findIndex((first, row) => first === 1 && ends(row));
  if (alone >= 0) resetColumns(descriptor, inputs.signals, kernel.environments, alone);
  if (sameStep >= 0) writeAll(kernel.first, resetColumns(descriptor, inputs.reset, kernel.environments, sameStep));
}

function outputsOf(descriptor: SpecDescriptor, { outputs, environments }: FusedKernel): Omit<StepOutputs, "state"> {
  const one = (column: Column): tf.Tensor => tensorOf([column], typeOf(column), [], environments);
  const each = (columns: Readonly<Record<string, Column>>): Columns =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, one(column)]));
  const table = (columns: readonly Column[], dtype: "float" | "int" | "bool"): tf.Tensor =>
    tensorOf(columns, dtype, [columns.length], environments);
  const automata = [...descriptor.machines, ...descriptor.objectives];
  return {
    reward: one(outputs.reward),
    total: one(outputs.total),
    ...(outputs.discount === undefined ? {} : { discount: one(outputs.discount) }),
    terms: each(outputs.terms),
    raw: each(outputs.raw),
    shapings: each(outputs.shapings),
    machines: each(outputs.machines),
    objectives: each(outputs.objectives),
    ...(outputs.robustness === undefined ? {} : { robustness: each(outputs.robustness) }),
    ...(outputs.gradients === undefined
      ? {}
      : {
          gradients: Object.fromEntries(
            Object.entries(outputs.gradients).map(([name, columns]) => [
              name,
              tensorOf(columns, "float", inputShape(descriptor, name), environments),
            ]),
          ),
        }),
    labels: {
      classes: Object.fromEntries(
        automata.map(({ name, labelPerState, states }) => [
          name,
          tensorOf(
            outputs.labels.classes[name] ?? [],
            "int",
            labelPerState === true ? [states.length] : [],
            environments,
          ),
        ]),
      ),
      rewards: Object.fromEntries(
        automata.map(({ name }) => [name, table(outputs.labels.rewards[name] ?? [], "float")]),
      ),
    },
    terminated: one(outputs.terminated),
    truncated: one(outputs.truncated),
    cause: one(outputs.cause),
    causes: table(outputs.causes, "bool"),
    nonFinite: table(outputs.nonFinite, "bool"),
    ...(outputs.missing === undefined ? {} : { missing: table(outputs.missing, "bool") }),
    failedAsserts: table(outputs.failedAsserts, "bool"),
  };
}

function fusedSettings({ params = {}, clock }: Settings): FusedSettings {
  return {
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === "number" ? value : dataOf(value)]),
    ),
    ...(clock === undefined ? {} : { clock }),
  };
}

function writeAll(fields: Fields, columns: Columns): void {
  for (const [name, column] of Object.entries(columns)) if (fields[name] !== undefined) write(fields, name, column);
}

/** Rows of a tensor `[N, ...shape]` into columns. */
function write(fields: Fields, name: string, tensor: tf.Tensor): void {
  const columns = fields[name]?.columns ?? [];
  const data = dataOf(tensor);
  columns.forEach((column, element) => {
    if (columns.length === 1) column.set(data);
    else for (let row = 0; row < column.length; row++) column[row] = data[row * columns.length + element] ?? 0;
  });
}

/** Columns as the rows of a tensor `[N, ...shape]`. */
function tensorOf(
  columns: readonly Column[],
  dtype: "float" | "int" | "bool",
  shape: readonly number[],
  environments: number,
): tf.Tensor {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined)
    return tf.tensor(only.slice(), [environments, ...shape], tensorType(dtype));
  const size = environments * columns.length;
  const rows =
    dtype === "float" ? new Float32Array(size) : dtype === "int" ? new Int32Array(size) : new Uint8Array(size);
  columns.forEach((column, element) => {
    for (let row = 0; row < environments; row++) rows[row * columns.length + element] = column[row] ?? 0;
  });
  return tf.tensor(rows, [environments, ...shape], tensorType(dtype));
}

function typeOf(column: Column): "float" | "int" | "bool" {
  if (column instanceof Float32Array) return "float";
  return column instanceof Int32Array ? "int" : "bool";
}

function dataOf(tensor: tf.Tensor): Column {
  return tensor.dataSync() as Column;
}
