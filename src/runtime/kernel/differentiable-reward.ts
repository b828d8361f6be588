import * as tf from "@tensorflow/tfjs-core";
import type { Columns, RewardKernel, RewardState, StepInputs } from "./kernel.js";

/** An input that the reward can be differentiated by. */
interface Given {
  readonly from: "signals" | "actions" | "params";
  readonly name: string;
  readonly tensor: tf.Tensor;
}

/**
 * The reward of a step, float32 `[N]`, for `tf.grad` and for losses that read the reward: one custom gradient made of the kernel's own `gradients`, not a tape of all its operations.
 *
 * Differentiated by the float32 tensors in `inputs.signals`, `inputs.actions` and `inputs.params`; state, and all that is no tensor, counts as constant. Throws an `Error` for a kernel that was not compiled
 * with `gradients`, or whose reward is known later than its step or has several components.
 */
export function differentiableReward(kernel: RewardKernel, state: RewardState, inputs: StepInputs): tf.Tensor {
  const { name, later, components, agents } = kernel.descriptor;
  if (later !== undefined)
    throw new Error(`${name} pays later than in its steps (${later.join(", ")}): differentiate what \`finish\` gives`);
  const given = tensorsOf(inputs);
  if (agents !== undefined) throw new Error(`${name} pays its ${agents} agents apart: it is not one reward`);
  if (components !== undefined)
    throw new Error(`${name} pays ${components.join(", ")} apart: compile it with \`scalarise\`, a weight for each`);
  const reward = tf.customGrad((...values) => {
    const save = values.pop() as tf.GradSaveFunc;
    const tensors = values as tf.Tensor[];
    const made = tf.tidy((): tf.Tensor[] => {
      const outputs = kernel.step(state, replaced(inputs, given, tensors));
      const { gradients } = outputs;
      if (gradients === undefined)
        throw new Error(`${name} was compiled without derivatives: compile it with \`gradients\``);
      return [
        outputs.reward,
        ...given.map((input, place) => slopeOf(gradients, input, tensors[place] ?? outputs.reward)),
      ];
    });
    const [value, ...slopes] = made as [tf.Tensor, ...tf.Tensor[]];
    save(slopes);
    const gradFunc = (upstream: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] =>
      given.map((input, place) => chained(upstream, saved[place] ?? upstream, input));
    return { value, gradFunc: gradFunc as (upstream: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor | tf.Tensor[] };
  });
  return reward(...given.map(({ tensor }) => tensor));
}

function tensorsOf({ signals, actions = {}, params = {} }: StepInputs): readonly Given[] {
  return Object.entries({ signals, actions, params }).flatMap(([from, values]) =>
    Object.entries(values).flatMap(([name, tensor]): Given[] =>
      tensor instanceof tf.Tensor && tensor.dtype === "float32" ? [{ from: from as Given["from"], name, tensor }] : [],
    ),
  );
}

/** The inputs as tfjs hands them to the custom gradient. */
function replaced(inputs: StepInputs, given: readonly Given[], tensors: readonly tf.Tensor[]): StepInputs {
  const all = (from: Given["from"]): Columns =>
    Object.fromEntries(
      given.flatMap((each, place) => (each.from === from ? [[each.name, tensors[place] ?? each.tensor]] : [])),
    );
  return {
    ...inputs,
    signals: { ...inputs.signals, ...all("signals") },
    ...(inputs.actions === undefined ? {} : { actions: { ...inputs.actions, ...all("actions") } }),
    ...(inputs.params === undefined ? {} : { params: { ...inputs.params, ...all("params") } }),
  };
}

/** ∂ reward of each row by the input; zeros where the reward does not read it. */
function slopeOf(gradients: Columns, { name, from }: Given, tensor: tf.Tensor): tf.Tensor {
  const slope = gradients[name];
  if (slope !== undefined) return slope;
  return from === "params" ? tf.zeros([1, ...tensor.shape]) : tf.zerosLike(tensor);
}

/** The chain rule: each row by what comes from above; a param is the same in all rows, so that these add up. */
function chained(upstream: tf.Tensor, slope: tf.Tensor, { from, tensor }: Given): tf.Tensor {
  const rows = tf.reshape(upstream, [upstream.size, ...slope.shape.slice(1).map(() => 1)]);
  const each = tf.mul(rows, slope);
  return from === "params" ? tf.reshape(tf.sum(each, 0), tensor.shape) : each;
}
