import { cleanRlDefaults, type PpoSettings } from "../../runtime/agents/ppo/settings.js";
import { trainPpo, type PpoCheckpoint, type PpoOutcome } from "../../runtime/agents/ppo/train.js";
import type { Environment } from "../../runtime/environments/index.js";
import type { Clock } from "../../runtime/kernel/clock.js";
import type { SpecDescriptor } from "../../runtime/kernel/descriptor.js";
import type { RewardKernel } from "../../runtime/kernel/kernel.js";
import { Progress } from "../../runtime/logging/progress.js";
import type { EvaluationRecord } from "../../runtime/logging/records.js";
import { stream } from "../../runtime/random/index.js";
import { evaluate } from "../../runtime/training/evaluate.js";
import { RewardedEnvironment } from "../../runtime/training/rewarded-environment.js";
import { weightsHash } from "../../runtime/training/weights-hash.js";
import { UsageError, type Shell } from "../command.js";
import type { PpoConfiguration } from "./configuration.js";
import { discountMismatch } from "./discount-mismatch.js";
import type { RunFolder } from "./run-folder.js";

export interface Run {
  readonly kernel: RewardKernel;
  readonly folder: RunFolder;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly makeEnvironment: (size: number, seed: number) => Environment;
}

/** Episodes are judged on other starts than those of training. */
const evaluationSeed = 1_000_003;

/** One PPO training as configured: progress on stderr, records and checkpoints in the run's folder. */
export async function runPpo(configuration: PpoConfiguration, run: Run): Promise<void> {
  const { kernel, folder, shell } = run;
  const { descriptor } = kernel;
  const settings = settingsOf(configuration, descriptor.discount);
  requireParams(descriptor, configuration.params);
  shell.err(discountMismatch(descriptor, settings.discount) ?? "");
  const world = await worldOf(configuration, run, { size: settings.environments, seed: configuration.seed });
  const resume = folder.resumed<PpoCheckpoint>();
  if (resume === undefined) folder.write({ v: 1, type: "config", ...folder.identity, settings });
  const terminal = process.stderr.isTTY === true;
  const progress = new Progress({ write: shell.err, terminal, columns: process.stderr.columns ?? 100 });
  shell.err(
    `training ${descriptor.name} on ${configuration.environment.name} with ppo, seed ${configuration.seed}: ${folder.path}\n`,
  );
  const outcome = await trainPpo({
    world,
    settings,
    steps: configuration.steps,
    seed: configuration.seed,
    signal: run.signal,
    ...(resume === undefined ? {} : { resume }),
    ...(configuration.target === undefined ? {} : { target: configuration.target }),
    checkpoint: {
      every: configuration.checkpointEvery ?? Infinity,
      save: (checkpoint) => {
        folder.save(checkpoint, checkpoint.steps);
      },
    },
    log: (record) => {
      folder.write(record);
      if (record.type === "train") progress.show(record);
    },
  }).finally(() => {
    progress.end();
    world.dispose();
  });
  if (configuration.evaluation !== undefined && outcome.reason !== "stopped") {
    const record = await evaluation(configuration, run, outcome);
    folder.write(record);
    shell.err(
      `evaluation: specified return ${record.return.toFixed(2)} ± ${record.deviation.toFixed(2)} over ${record.episodes} episodes, ${record.policy} policy\n`,
    );
  }
  const { reason, steps, episodes, seconds } = outcome;
  const weights = weightsHash(outcome.agent.parameters);
  folder.write({ v: 1, type: "end", reason, steps, episodes, seconds, weights });
  shell.err(
    `${reason === "stopped" ? "stopped, continue with --resume" : "done"}: ${steps} steps in ${seconds.toFixed(1)} s, weights ${weights.slice(0, 12)}\n`,
  );
  outcome.agent.dispose();
}

/** A param that the spec has not got is a `UsageError`. */
export function requireParams({ params }: SpecDescriptor, given: Readonly<Record<string, number>>): void {
  for (const name of Object.keys(given)) {
    if (!params.some((param) => param.name === name))
      throw new UsageError(`\`params.${name}\`: the spec has no such param`);
  }
}

/** CleanRL's defaults, the spec's discount, and what the configuration says. */
function settingsOf(configuration: PpoConfiguration, discount: number | undefined): PpoSettings {
  const given = Object.fromEntries(Object.entries(configuration.settings).filter(([, value]) => value !== undefined));
  return { ...cleanRlDefaults, ...(discount === undefined ? {} : { discount }), ...given };
}

function worldOf(
  configuration: PpoConfiguration,
  run: Run,
  { size, seed, clock }: { readonly size: number; readonly seed: number; readonly clock?: Clock },
): Promise<RewardedEnvironment> {
  const { params, features } = configuration;
  return RewardedEnvironment.create({
    environment: run.makeEnvironment(size, seed),
    kernel: run.kernel,
    params,
    features,
    seed,
    ...(clock === undefined ? {} : { clock }),
  });
}

/** Plays with the trained policy; schedules stand where training left them. */
async function evaluation(
  configuration: PpoConfiguration,
  run: Run,
  { agent, steps, updates, episodes: ended }: PpoOutcome,
): Promise<EvaluationRecord> {
  const { episodes, policy } = configuration.evaluation ?? { episodes: 100, policy: "greedy" };
  const seed = configuration.seed + evaluationSeed;
  const clock = { steps, updates, episodes: ended };
  const world = await worldOf(configuration, run, { size: Math.min(episodes, 10), seed, clock });
  const random = stream(seed, "policy");
  const act = async (observations: Float32Array) => {
    const seen = agent.normalised(observations);
    return (policy === "greedy" ? await agent.actGreedily(seen) : await agent.actWith(random, seen)).actions;
  };
  try {
    return await evaluate({ world, act, policy, episodes });
  } finally {
    world.dispose();
  }
}
