import type { RewardedEnvironment, RewardedStep } from "../../training/rewarded-environment.js";
import { act, withNext } from "./act.js";
import type { PpoAgent } from "./agent.js";
import type { Rollout } from "./update.js";

/** The acting half of PPO: T steps of all rows with the current policy. `onStep` sees each of them. */
export async function collect(
  agent: PpoAgent,
  world: RewardedEnvironment,
  onStep: (step: RewardedStep) => void,
): Promise<Rollout> {
  const { rollout: steps, environments } = agent.options.settings;
  const size = steps * environments;
  const rewards = new Float32Array(size);
  const discounts = world.kernel.descriptor.stepDiscount === undefined ? undefined : new Float32Array(size);
  const finalValues = new Float32Array(size);
  const acted = await act(
    agent,
    world,
    (actions) => world.step(actions),
    async (step, t) => {
      const at = t * environments;
      const ended = (row: number) => step.terminated[row] === 1 || step.truncated[row] === 1;
      rewards.set(agent.scaler?.scale(step.reward, ended) ?? step.reward, at);
      if (step.discount !== undefined) discounts?.set(step.discount, at);
      // Rare enough to ask for all rows, which keeps the shapes of tensors fixed.
      if (step.truncated.includes(1)) finalValues.set(await agent.values(agent.normalised(step.outcome)), at);
      onStep(step);
    },
  );
  // The weights did not move meanwhile, so that all values can be had in one pass.
  const values = await agent.values(withNext(agent, world, acted));
  return {
    ...acted,
    rewards,
    ...(discounts === undefined ? {} : { discounts }),
    finalValues,
    values: values.slice(0, size),
    lastValues: values.slice(size),
  };
}
