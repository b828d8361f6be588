import * as tf from "@tensorflow/tfjs-core";
import { packPaid, paidNames, unpackPaid, type PaidNames } from "../../../training/paid-tensors.js";
import type { JudgedStep, RewardedEnvironment, StepEnds } from "../../../training/rewarded-environment.js";
import { act, withNext } from "../act.js";
import type { PpoAgent } from "../agent.js";
import type { DeviceRollout } from "./rollout.js";

export interface DeviceListeners {
  /** Told of each step at once. */
  readonly moved: (step: StepEnds) => void;
  /** Told of each step in turn once all were made, from one read; absent: what was paid is not read. */
  readonly judged?: (step: JudgedStep) => void;
}

/** The acting half of PPO where rewards stay on the device: what is read of a step is the policy's logits, how episodes end and what went wrong. */
export async function collectOnDevice(
  agent: PpoAgent,
  world: RewardedEnvironment,
  { moved, judged }: DeviceListeners,
): Promise<DeviceRollout> {
  const { environments } = agent.options.settings;
  const rewards: tf.Tensor[] = [];
  const discounts: tf.Tensor[] = [];
  const finalValues: tf.Tensor[] = [];
  const packed: tf.Tensor[] = [];
  const ends: StepEnds[] = [];
  let names: PaidNames | undefined;
  const report = async (): Promise<void> => {
    if (judged === undefined || names === undefined) return;
    const steps = await readPacked(packed, ends, environments, names);
    steps.forEach(judged);
  };
  try {
    const acted = await act(
      agent,
      world,
      (actions) => world.advance(actions),
      async (step) => {
        const { paid, terminated, truncated, problems } = step;
        const { reward, discount, ...said } = paid;
        rewards.push(reward);
        if (discount !== undefined) discounts.push(discount);
        if (judged !== undefined) {
          names = paidNames(paid);
          packed.push(packPaid(paid));
          ends.push({ terminated, truncated, problems });
        }
        tf.dispose(said);
        finalValues.push(
          truncated.includes(1) ? agent.valueTensor(agent.normalised(step.outcome)) : tf.zeros([environments]),
        );
        moved(step);
      },
    );
    return tf.tidy(() => {
      const values = agent.valueTensor(withNext(agent, world, acted));
      const size = acted.steps * environments;
      return {
        ...acted,
        rewards: tf.stack(rewards) as tf.Tensor2D,
        ...(discounts.length === 0 ? {} : { discounts: tf.stack(discounts) as tf.Tensor2D }),
        finalValues: tf.stack(finalValues) as tf.Tensor2D,
        values: tf.reshape(tf.slice(values, 0, size), [acted.steps, environments]) as tf.Tensor2D,
        lastValues: tf.slice(values, size, environments) as tf.Tensor1D,
      };
    });
  } finally {
    // A step that went wrong is an error, and records tell of the steps before it.
    await report();
    tf.dispose([rewards, discounts, finalValues, packed]);
  }
}

/** The only read of what was paid: for records. */
async function readPacked(
  packed: tf.Tensor[],
  ends: readonly StepEnds[],
  environments: number,
  names: PaidNames,
): Promise<readonly JudgedStep[]> {
  const whole = tf.stack(packed);
  const numbers = await whole.data<"float32">();
  whole.dispose();
  const each = numbers.length / packed.length;
  return ends.map((end, t) => ({
    ...end,
    ...unpackPaid(numbers.subarray(t * each, (t + 1) * each), environments, names),
  }));
}
