import * as tf from "@tensorflow/tfjs-core";
import type { SpecDescriptor } from "../../../src/runtime/kernel/descriptor.js";
import type {
  Columns,
  RewardKernel,
  RewardState,
  StepInputs,
  StepOutputs,
} from "../../../src/runtime/kernel/kernel.js";

const descriptor: SpecDescriptor = {
  name: "Upright",
  signals: [
    { name: "angle", role: "signal", dtype: "float", shape: [] },
    { name: "position", role: "signal", dtype: "float", shape: [] },
  ],
  needsReset: ["angle"],
  params: [{ name: "bonus", dtype: "float", shape: [], value: [1] }],
  terms: [
    { name: "alive", primary: false, reads: ["position", "bonus"] },
    { name: "fall", primary: false, reads: ["position"] },
  ],
  endingRewards: ["fall"],
  shapings: ["potential"],
  objectives: [],
  machines: [
    {
      name: "Side",
      states: ["Left", "Right"],
      ends: ["none", "none"],
      start: [1, 0],
      classes: 2,
      classNames: ["position < 0", "position >= 0"],
      next: [0, 1, 0, 1],
      edgeReward: [0, 0, 0, 0],
      stateReward: [0, 0],
    },
  ],
  slots: [
    {
      name: "Side.state",
      kind: "machine",
      dtype: "int",
      shape: [],
      persistent: false,
      feature: { encoding: "one-hot", classes: 2 },
    },
    { name: "potential", kind: "shaping", dtype: "float", shape: [], persistent: false },
  ],
  causes: ["far", "environment"],
  asserts: [{ text: "alive <= 1", reads: ["position", "bonus"] }],
  discount: 0.99,
  nan: "error",
  features: 2,
};

/**
 * A reward written by hand for CartPole, against which the loop is tested without a compiler: 1 a step and -1 for falling
 * (`terminate when` beyond 1 m, cause "far"), the shaping γΦ' - Φ with Φ = -|angle|, and a machine that says on which side the cart is.
 */
export function uprightKernel(
  options: { readonly nan?: SpecDescriptor["nan"]; readonly explodeBeyond?: number } = {},
): RewardKernel {
  const own = { ...descriptor, nan: options.nan ?? descriptor.nan };
  const phi = (signals: Columns) => tf.neg(tf.abs(signals["angle"] as tf.Tensor));
  const first = (reset: Columns): RewardState => ({
    slots: [tf.zeros([phi(reset).shape[0] ?? 0], "int32"), phi(reset)],
    ended: tf.zeros([phi(reset).shape[0] ?? 0], "bool"),
  });
  return {
    descriptor: own,
    init: (_, reset = {}) => tf.tidy(() => first(reset) as unknown as tf.TensorContainer) as unknown as RewardState,
    reset: (state, mask, reset = {}) =>
      tf.tidy(() => {
        const begun = first(reset);
        return {
          slots: state.slots.map((slot, index) => tf.where(mask, begun.slots[index] as tf.Tensor, slot)),
          ended: tf.logicalAnd(state.ended, tf.logicalNot(mask)),
        };
      }),
    step: (state, inputs) =>
      tf.tidy(
        () => step(own, options.explodeBeyond ?? Infinity, state, inputs) as unknown as tf.TensorContainer,
      ) as unknown as StepOutputs,
    stepAllStates: () => {
      throw new Error("not part of this kernel");
    },
    features: (state) => tf.tidy(() => tf.cast(tf.oneHot(state.slots[0] as tf.Tensor1D, 2), "float32")),
  };

  function step(own: SpecDescriptor, limit: number, state: RewardState, inputs: StepInputs): StepOutputs {
    const position = inputs.signals["position"] as tf.Tensor;
    const size = position.shape[0] ?? 0;
    const far = tf.greater(tf.abs(position), 1);
    const terminated = tf.logicalOr(inputs.terminated as tf.Tensor, far);
    const truncated = tf.logicalAnd(inputs.truncated as tf.Tensor, tf.logicalNot(terminated));
    const bonus = inputs.params?.["bonus"] ?? 1;
    const alive = tf.where(tf.greater(tf.abs(position), limit), tf.fill([size], NaN), tf.mul(tf.ones([size]), bonus));
    const fall = tf.neg(tf.cast(far, "float32"));
    const after = tf.where(terminated, tf.zeros([size]), phi(inputs.signals));
    const potential = tf.sub(tf.mul(0.99, after), state.slots[1] as tf.Tensor);
    const side = tf.cast(tf.greaterEqual(position, 0), "int32");
    const ended = tf.logicalOr(terminated, truncated);
    const cause = tf.where(
      far,
      tf.zeros([size], "int32"),
      tf.where(ended, tf.ones([size], "int32"), tf.fill([size], -1, "int32")),
    );
    return {
      state: { slots: [side, after], ended },
      reward: tf.addN([alive, fall, potential]),
      total: alive,
      terms: { alive, fall },
      raw: { alive, fall },
      shapings: { potential },
      machines: { Side: side },
      objectives: {},
      labels: { classes: { Side: side }, rewards: {} },
      terminated,
      truncated,
      cause,
      causes: tf.stack([far, ended], 1),
      nonFinite: tf.stack([tf.logicalNot(tf.isFinite(alive)), tf.zeros([size], "bool")], 1),
      failedAsserts: tf.greater(tf.expandDims(alive, 1), own.asserts.length),
    };
  }
}
