import type { RewardedEnvironment, RewardedStep } from "../../training/rewarded-environment.js";
import type { PpoAgent } from "./agent.js";
import type { Rollout } from "./update.js";

/** The acting half of PPO: T steps of all rows with the current policy. `onStep` sees each of them. */
export async function collect(
  agent: PpoAgent,
  world: RewardedEnvironment,
  onStep: (step: RewardedStep) => void,
): Promise<Rollout> {
  const { rollout: steps, environments } = agent.options.settings;
  const width = agent.options.inputs;
  const size = steps * environments;
  const observations = new Float32Array(size * width);
  const actions = new Int32Array(size);
  const logProbabilities = new Float32Array(size);
  const rewards = new Float32Array(size);
  const discounts = world.kernel.descriptor.stepDiscount === undefined ? undefined : new Float32Array(size);
  const terminated = new Uint8Array(size);
  const truncated = new Uint8Array(size);
  const finalValues = new Float32Array(size);
  for (let t = 0; t < steps; t++) {
    const at = t * environments;
    agent.normaliser?.observe(world.observations);
    const seen = agent.normalised(world.observations);
    const choice = await agent.act(seen);
    const step = await world.step(choice.actions);
    observations.set(seen, at * width);
    actions.set(choice.actions, at);
    logProbabilities.set(choice.logProbabilities, at);
    const ended = (row: number) => step.terminated[row] === 1 || step.truncated[row] === 1;
    rewards.set(agent.scaler?.scale(step.reward, ended) ?? step.reward, at);
    if (step.discount !== undefined) discounts?.set(step.discount, at);
    terminated.set(step.terminated, at);
    truncated.set(step.truncated, at);
    // Rare enough to ask for all rows, which keeps the shapes of tensors fixed.
    if (step.truncated.includes(1)) finalValues.set(await agent.values(agent.normalised(step.outcome)), at);
    onStep(step);
  }
  // The weights did not move meanwhile, so that all values can be had in one pass.
  const everything = new Float32Array((size + environments) * width);
  everything.set(observations);
  everything.set(agent.normalised(world.observations), size * width);
  const values = await agent.values(everything);
  return {
    steps,
    environments,
    observations,
    actions,
    logProbabilities,
    rewards,
    ...(discounts === undefined ? {} : { discounts }),
    terminated,
    truncated,
    finalValues,
    values: values.slice(0, size),
    lastValues: values.slice(size),
  };
}
