import * as tf from "@tensorflow/tfjs-core";
import type { StepOutputs } from "../kernel/kernel.js";
import type { HostColumns } from "./host-columns.js";
import type { JudgedStep } from "./rewarded-environment.js";

/** What a reward pays and says in one step, `[N]` each, on the backend. Dispose with `tf.dispose`. */
// A mutable type, since tfjs takes no other in `tidy` and `dispose`.
export type PaidTensors = {
  reward: tf.Tensor;
  total: tf.Tensor;
  discount?: tf.Tensor;
  cause: tf.Tensor;
  terms: Record<string, tf.Tensor>;
  shapings: Record<string, tf.Tensor>;
  machines: Record<string, tf.Tensor>;
  objectives: Record<string, tf.Tensor>;
};

/** Tensors of their own, which outlive the kernel's. */
export function paidTensors(outputs: Omit<StepOutputs, "state">): PaidTensors {
  const columns = (of: StepOutputs["terms"]): Record<string, tf.Tensor> =>
    Object.fromEntries(Object.entries(of).map(([name, tensor]) => [name, tensor.clone()]));
  return {
    reward: outputs.reward.clone(),
    total: outputs.total.clone(),
    ...(outputs.discount === undefined ? {} : { discount: outputs.discount.clone() }),
    cause: outputs.cause.clone(),
    terms: columns(outputs.terms),
    shapings: columns(outputs.shapings),
    machines: columns(outputs.machines),
    objectives: columns(outputs.objectives),
  };
}

/** All that records tell of a step as rows of one tensor, `[C, N]` floats, so that many steps can be read at once. Whole numbers are exact: they are states and causes. */
export function packPaid({ reward, total, cause, terms, shapings, machines, objectives }: PaidTensors): tf.Tensor2D {
  return tf.tidy(() => {
    const floats = [reward, total, ...Object.values(terms), ...Object.values(shapings)];
    const ints = [cause, ...Object.values(machines), ...Object.values(objectives)];
    return tf.stack([...floats, ...ints.map((each) => tf.cast(each, "float32"))]) as tf.Tensor2D;
  });
}

/** Names of the columns of a packed step, in their order. */
export type PaidNames = Readonly<Record<"terms" | "shapings" | "machines" | "objectives", readonly string[]>>;

export function paidNames({ terms, shapings, machines, objectives }: PaidTensors): PaidNames {
  return {
    terms: Object.keys(terms),
    shapings: Object.keys(shapings),
    machines: Object.keys(machines),
    objectives: Object.keys(objectives),
  };
}

/** A packed step that was read back, `[C, N]`. */
export function unpackPaid(
  packed: Float32Array,
  rows: number,
  names: PaidNames,
): Pick<JudgedStep, "reward" | "total" | "cause" | keyof PaidNames> {
  let column = 0;
  const floats = (): Float32Array => {
    const start = column++ * rows;
    return packed.subarray(start, start + rows);
  };
  const ints = (): Int32Array => Int32Array.from(floats());
  const columns = <T>(of: readonly string[], next: () => T): HostColumns<T> =>
    Object.fromEntries(of.map((name) => [name, next()]));
  const [reward, total] = [floats(), floats()];
  const [terms, shapings] = [columns(names.terms, floats), columns(names.shapings, floats)];
  const cause = ints();
  const [machines, objectives] = [columns(names.machines, ints), columns(names.objectives, ints)];
  return { reward, total, cause, terms, shapings, machines, objectives };
}
