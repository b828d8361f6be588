import type { RewardedEnvironment, SettledStep } from "../../training/rewarded-environment.js";
import type { PpoAgent } from "./agent.js";

/** What was seen and done in T steps of N rows, row-major `[T, N]`, and how episodes ended. */
export interface Acted {
  readonly steps: number;
  readonly environments: number;
  /** `[T, N, D]`, as the networks read them. */
  readonly observations: Float32Array;
  readonly actions: Int32Array;
  readonly logProbabilities: Float32Array;
  /** 1 where the task ended: nothing follows. */
  readonly terminated: Uint8Array;
  /** 1 where a limit cut the episode: the value of the final observation follows. */
  readonly truncated: Uint8Array;
}

/** T steps of all rows with the current policy. `move` makes a step; `keep` is given each, to keep what it paid. */
export async function act<Step extends SettledStep>(
  agent: PpoAgent,
  world: RewardedEnvironment,
  move: (actions: Int32Array) => Promise<Step>,
  keep: (step: Step, t: number) => Promise<void>,
): Promise<Acted> {
  const { rollout: steps, environments } = agent.options.settings;
  const width = agent.options.inputs;
  const size = steps * environments;
  const observations = new Float32Array(size * width);
  const actions = new Int32Array(size);
  const logProbabilities = new Float32Array(size);
  const terminated = new Uint8Array(size);
  const truncated = new Uint8Array(size);
  for (let t = 0; t < steps; t++) {
    const at = t * environments;
    agent.normaliser?.observe(world.observations);
    const seen = agent.normalised(world.observations);
    const choice = await agent.act(seen);
    const step = await move(choice.actions);
    observations.set(seen, at * width);
    actions.set(choice.actions, at);
    logProbabilities.set(choice.logProbabilities, at);
    terminated.set(step.terminated, at);
    truncated.set(step.truncated, at);
    await keep(step, t);
  }
  return { steps, environments, observations, actions, logProbabilities, terminated, truncated };
}

/** All observations of a rollout, and those that its last step led to: `[(T + 1) · N, D]`. */
export function withNext(agent: PpoAgent, world: RewardedEnvironment, { observations }: Acted): Float32Array {
  const next = agent.normalised(world.observations);
  const all = new Float32Array(observations.length + next.length);
  all.set(observations);
  all.set(next, observations.length);
  return all;
}
