import { cleanRlDefaults, trainPpo, type PpoSettings } from "../../src/runtime/agents/ppo/index.js";
import { useBackend } from "../../src/runtime/backend/use-backend.js";
import { environments, type EnvironmentOptions } from "../../src/runtime/environments/index.js";
import type { RewardKernel } from "../../src/runtime/kernel/kernel.js";
import { Progress } from "../../src/runtime/logging/progress.js";
import type { EvaluationRecord, TrainRecord } from "../../src/runtime/logging/records.js";
import { stream } from "../../src/runtime/random/index.js";
import { evaluate } from "../../src/runtime/training/evaluate.js";
import { RewardedEnvironment } from "../../src/runtime/training/rewarded-environment.js";
import { weightsHash } from "../../src/runtime/training/weights-hash.js";

export interface TrainedAgentOptions {
  /** The compiled reward. */
  readonly kernel: RewardKernel;
  readonly environment: string;
  /** What the environment is told beside size and seed: its map, its limit. */
  readonly world?: Omit<EnvironmentOptions, "size" | "seed">;
  /** What differs from CleanRL's defaults. */
  readonly settings?: Partial<PpoSettings>;
  readonly steps: number;
  readonly seed: number;
  /** Stops early at this mean return of 100 episodes. */
  readonly target?: number;
  readonly backend?: string;
}

export interface TrainedAgent {
  /** 100 episodes from other starts than those of training, by the likeliest and by drawn actions. */
  readonly evaluation: EvaluationRecord;
  readonly sampled: EvaluationRecord;
  /** The last update. */
  readonly last: TrainRecord | undefined;
  readonly steps: number;
  readonly seconds: number;
  readonly weights: string;
}

/** Trains PPO on a compiled reward with a progress line on stderr, and evaluates the policy by the specified return. */
export async function trainedAgent(options: TrainedAgentOptions): Promise<TrainedAgent> {
  await useBackend(options.backend);
  const { kernel } = options;
  const { discount } = kernel.descriptor;
  const settings = { ...cleanRlDefaults, ...(discount === undefined ? {} : { discount }), ...options.settings };
  const world = (size: number, seed: number) =>
    RewardedEnvironment.create({
      environment: environments.get(options.environment).create({ ...options.world, size, seed }),
      kernel,
      features: true,
      seed,
    });

  const training = await world(settings.environments, options.seed);
  const progress = new Progress({
    write: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY,
    columns: process.stderr.columns,
  });
  let last: TrainRecord | undefined;
  const { agent, steps, seconds } = await trainPpo({
    world: training,
    settings,
    steps: options.steps,
    seed: options.seed,
    ...(options.target === undefined ? {} : { target: options.target }),
    log: (record) => {
      if (record.type !== "train") return;
      last = record;
      progress.show(record);
    },
  });
  progress.end();
  training.dispose();

  const judged = async (policy: EvaluationRecord["policy"]): Promise<EvaluationRecord> => {
    const seed = options.seed + 1_000_003;
    const random = stream(seed, "policy");
    const other = await world(10, seed);
    const act = async (observations: Float32Array) => {
      const seen = agent.normalised(observations);
      const choice = policy === "greedy" ? await agent.actGreedily(seen) : await agent.actWith(random, seen);
      return choice.actions;
    };
    const record = await evaluate({ world: other, act, policy, episodes: 100 });
    other.dispose();
    return record;
  };
  const result = { evaluation: await judged("greedy"), sampled: await judged("sampled") };
  const weights = weightsHash(agent.parameters);
  agent.dispose();
  return { ...result, last, steps, seconds, weights };
}
