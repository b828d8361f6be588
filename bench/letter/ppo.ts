import { letterSettings } from "../../examples/training/letter-settings.js";
import { cleanRlDefaults, trainPpo, type PpoSettings } from "../../src/runtime/agents/ppo/index.js";
import { LetterWorld } from "../../src/runtime/environments/letter-world.js";
import { stream } from "../../src/runtime/random/index.js";
import { RewardedEnvironment } from "../../src/runtime/training/rewarded-environment.js";
import { optimum, type LetterTask } from "./task.js";

export interface PpoStudy {
  readonly task: LetterTask;
  readonly seed: number;
  /** A fixed map; left out: every episode has a map of its own. */
  readonly map?: number;
  readonly steps: number;
  readonly settings?: Partial<PpoSettings>;
  /** Whether policy and critic see the state of the objective; else they see the map and the agent alone. */
  readonly features: boolean;
  /** How many are played with the likeliest actions, and as many with drawn ones. Default 200. */
  readonly episodes?: number;
}

/** Episodes of one policy, one for each row of the evaluation. */
export interface PlayedLetters {
  /** Shares of episodes. */
  readonly satisfied: number;
  readonly violated: number;
  /** Mean steps of the episodes in which the formula was satisfied, and of the shortest ways on the same maps. */
  readonly steps: number;
  readonly shortest: number;
}

export interface PpoResult {
  readonly greedy: PlayedLetters;
  readonly sampled: PlayedLetters;
  readonly seconds: number;
}

/** Trains PPO on a formula and plays: on the same map, or on maps that training has not drawn. */
export async function ppoStudy(options: PpoStudy): Promise<PpoResult> {
  const { task, seed, map, features, episodes = 200 } = options;
  const settings = { ...cleanRlDefaults, ...letterSettings, discount: task.discount, ...options.settings };
  const world = (size: number, from: number): Promise<RewardedEnvironment> =>
    RewardedEnvironment.create({
      environment: new LetterWorld(task.rules, { size, seed: from, ...(map === undefined ? {} : { map }) }),
      kernel: task.kernel,
      features,
      seed: from,
    });
  const training = await world(settings.environments, seed);
  const { agent, seconds } = await trainPpo({ world: training, settings, steps: options.steps, seed });
  training.dispose();
  const elsewhere = seed + 1_000_003;
  const random = stream(elsewhere, "policy");
  const result = {
    greedy: await played(
      task,
      await world(episodes, elsewhere),
      async (seen) => (await agent.actGreedily(seen)).actions,
    ),
    sampled: await played(
      task,
      await world(episodes, elsewhere),
      async (seen) => (await agent.actWith(random, seen)).actions,
    ),
    seconds,
  };
  agent.dispose();
  return result;
}

/** Plays the first episode of each row. Disposes the world. */
async function played(
  task: LetterTask,
  world: RewardedEnvironment,
  act: (observations: Float32Array) => Promise<Int32Array>,
): Promise<PlayedLetters> {
  const { size } = world.environment;
  const cells = task.rules.side ** 2;
  const maps = Int32Array.from(world.environment.getState()["maps"] ?? []);
  // Fixed maps are the same in all rows.
  const plans = new Map<string, number>();
  const fewest = (row: number): number => {
    const map = maps.subarray(row * cells, (row + 1) * cells);
    const known = plans.get(map.join()) ?? optimum(task, map).steps;
    plans.set(map.join(), known);
    return known;
  };
  const lengths: number[] = [];
  const shortest: number[] = [];
  const over = new Uint8Array(size);
  let violated = 0;
  for (let step = 1; over.includes(0); step++) {
    const { total, terminated, truncated } = await world.step(await act(world.observations));
    for (let row = 0; row < size; row++) {
      if (over[row] === 1 || (terminated[row] === 0 && truncated[row] === 0)) continue;
      over[row] = 1;
      const paid = total[row] ?? 0;
      if (paid < 0) violated++;
      if (paid > 0) {
        lengths.push(step);
        shortest.push(fewest(row));
      }
    }
  }
  world.dispose();
  return {
    satisfied: lengths.length / size,
    violated: violated / size,
    steps: mean(lengths),
    shortest: mean(shortest),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
