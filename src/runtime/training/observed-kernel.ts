import type { Tensor } from "@tensorflow/tfjs-core";
import type { Columns, RewardKernel, StepInputs, StepOutputs } from "../kernel/kernel.js";
import type { JudgedStep } from "./rewarded-environment.js";

/**
 * The same kernel, with `see` told of each of its steps: for learners that hold the kernel themselves. Reads tensors back synchronously,
 * which the cpu, wasm and node backends can.
 */
export function observedKernel(kernel: RewardKernel, see: (step: JudgedStep) => void): RewardKernel {
  return {
    ...kernel,
    step: (state, inputs) => {
      const outputs = kernel.step(state, inputs);
      see(judged(kernel, inputs, outputs));
      return outputs;
    },
  };
}

function judged({ descriptor }: RewardKernel, inputs: StepInputs, outputs: StepOutputs): JudgedStep {
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
    problems: problems(
      outputs.nonFinite,
      inputs,
      descriptor.terms.map((term) => term.name),
    ),
  };
}

function problems(nonFinite: Tensor, inputs: StepInputs, terms: readonly string[]): JudgedStep["problems"] {
  const flags = [...nonFinite.dataSync()];
  if (!flags.includes(1)) return [];
  const columns = { ...inputs.signals, ...inputs.actions };
  const values = Object.entries(columns).map(([name, tensor]) => ({
    name,
    all: tensor.dataSync(),
    rows: tensor.shape[0] ?? 1,
  }));
  return flags.flatMap((flag, index) => {
    if (flag === 0) return [];
    const environment = Math.floor(index / terms.length);
    const read = values.map(({ name, all, rows }) => {
      const width = all.length / rows;
      return [name, Array.from(all.slice(environment * width, (environment + 1) * width))] as const;
    });
    const term = terms[index % terms.length] ?? "?";
    return [{ kind: "non-finite" as const, term, environment, step: -1, inputs: Object.fromEntries(read) }];
  });
}
