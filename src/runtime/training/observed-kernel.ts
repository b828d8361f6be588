import type { Tensor } from "@tensorflow/tfjs-core";
import type { Column } from "../environments/index.js";
import type { Columns, RewardKernel, StepInputs, StepOutputs } from "../kernel/kernel.js";
import { failuresOf } from "./failures.js";
import type { JudgedStep } from "./rewarded-environment.js";

/**
 * The same kernel, with `see` told of each of its steps: for learners that hold the kernel themselves. Reads tensors back synchronously,
 * which the cpu, wasm and node backends can. `episodeSteps` gives `[N]`, the steps of each row's episode before this one.
 */
export function observedKernel(
  kernel: RewardKernel,
  see: (step: JudgedStep) => void,
  episodeSteps: () => ArrayLike<number>,
): RewardKernel {
  return {
    ...kernel,
    step: (state, inputs) => {
      const outputs = kernel.step(state, inputs);
      see(judged(kernel, inputs, outputs, episodeSteps()));
      return outputs;
    },
  };
}

function judged(kernel: RewardKernel, inputs: StepInputs, outputs: StepOutputs, steps: ArrayLike<number>): JudgedStep {
  const floats = (tensor: Tensor) => tensor.dataSync<"float32">();
  const ints = (tensor: Tensor) => Int32Array.from(tensor.dataSync());
  const columns = <T>(values: Columns, read: (tensor: Tensor) => T) =>
    Object.fromEntries(Object.entries(values).map(([name, tensor]) => [name, read(tensor)]));
  return {
    reward: floats(outputs.reward),
    total: floats(outputs.total),
    terms: columns(outputs.terms, floats),
    shapings: columns(outputs.shapings, floats),
    machines: columns(outputs.machines, ints),
    objectives: columns(outputs.objectives, ints),
    terminated: Uint8Array.from(outputs.terminated.dataSync()),
    truncated: Uint8Array.from(outputs.truncated.dataSync()),
    cause: Int32Array.from(outputs.cause.dataSync()),
    problems: problems(kernel, inputs, outputs, steps),
  };
}

function problems(
  { descriptor }: RewardKernel,
  inputs: StepInputs,
  outputs: StepOutputs,
  steps: ArrayLike<number>,
): JudgedStep["problems"] {
  const nonFinite = outputs.nonFinite.dataSync();
  const missing = outputs.missing?.dataSync();
  if (!nonFinite.includes(1) && missing?.includes(1) !== true) return [];
  const read = Object.entries({ ...inputs.signals, ...inputs.actions }).map(
    ([name, tensor]) => [name, tensor.dataSync() as Column] as const,
  );
  // Whether a failure ends the training is the learner's business.
  const reported = { ...descriptor, nan: "zero" } as const;
  const signals = Object.fromEntries(read);
  return failuresOf({
    descriptor: reported,
    nonFinite,
    failedAsserts: [],
    missing,
    steps,
    signals,
    params: inputs.params ?? {},
  });
}
