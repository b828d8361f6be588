import * as tf from "@tensorflow/tfjs-core";
import type { PpoAgent } from "../agent.js";
import { learnInPasses, pick, type UpdateStatistics } from "../update.js";
import { advantagesOnDevice } from "./advantages.js";
import type { DeviceMinibatch } from "./loss.js";
import type { DeviceRollout } from "./rollout.js";

/** The learning half of PPO where rewards stay on the device. The rollout stays the caller's. */
export async function updateOnDevice(
  agent: PpoAgent,
  rollout: DeviceRollout,
  learningRate: number,
): Promise<UpdateStatistics> {
  const { settings, inputs, actions: count } = agent.options;
  const estimates = advantagesOnDevice(rollout, settings.discount, settings.lambda);
  const values = tf.reshape(rollout.values, [-1]) as tf.Tensor1D;
  const minibatch = (chosen: Int32Array): DeviceMinibatch =>
    tf.tidy(() => {
      const rows = tf.tensor1d(chosen, "int32");
      const actions = new Float32Array(chosen.length * count);
      chosen.forEach((step, row) => {
        actions[row * count + (rollout.actions[step] ?? 0)] = 1;
      });
      return {
        actions: tf.tensor2d(actions, [chosen.length, count]),
        logProbabilities: tf.tensor1d(pick(rollout.logProbabilities, chosen, 1)),
        advantages: tf.gather(estimates.advantages, rows),
        returns: tf.gather(estimates.returns, rows),
        values: tf.gather(values, rows),
      };
    });
  try {
    const statistics = await learnInPasses(agent, rollout.actions.length, async (chosen) => {
      const batch = minibatch(chosen);
      try {
        return await agent.learnOnDevice(pick(rollout.observations, chosen, inputs), batch, learningRate);
      } finally {
        tf.dispose({ ...batch });
      }
    });
    return { ...statistics, explainedVariance: await explainedVariance(estimates) };
  } finally {
    tf.dispose([values, estimates.advantages, estimates.returns]);
  }
}

/** As that of `advantages.ts`: the error of the critic is the advantage. */
async function explainedVariance(estimates: ReturnType<typeof advantagesOnDevice>): Promise<number> {
  const variances = tf.tidy(() => tf.stack([variance(estimates.advantages), variance(estimates.returns)]));
  const [error = NaN, spread = NaN] = await variances.data<"float32">();
  variances.dispose();
  return spread === 0 ? NaN : 1 - error / spread;
}

function variance(values: tf.Tensor1D): tf.Tensor {
  return tf.mean(tf.square(tf.sub(values, tf.mean(values))));
}
