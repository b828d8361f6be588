import { readFileSync } from "node:fs";
import { Divergence } from "../../runtime/agents/policy/divergence.js";
import { AssertionFailure } from "../../runtime/training/failures.js";
import { CheckpointError } from "../../runtime/training/checkpoint.js";
import { RewardError } from "../../runtime/kernel/errors.js";
import { BackendError } from "../../runtime/backend/backend-error.js";
import { useBackend } from "../../runtime/backend/use-backend.js";
import { SignalMismatch } from "../../runtime/environments/index.js";
import { UsageError, type Shell } from "../command.js";
import { compileReward } from "./compile-reward.js";
import { configurationOf, type Configuration } from "./configuration.js";
import { makeEnvironment } from "./make-environment.js";
import { withOverrides } from "./overrides.js";
import { rewardKernel } from "./reward-kernel.js";
import { RunFolder } from "./run-folder.js";
import { runGrpo } from "./run-grpo.js";
import { runPpo } from "./run-ppo.js";
import { runTabular } from "./run-tabular.js";

export interface TrainRequest {
  readonly path: string;
  readonly overrides: readonly string[];
  readonly resume: boolean;
  readonly overwrite: boolean;
  /** Whether records go to stdout as well. */
  readonly records: boolean;
  readonly shell: Shell;
}

/**
 *     configuration → spec → kernel → environment → learner → records, checkpoints, progress
 *
 * False where the spec has errors, or its reward failed while training; a `UsageError` where the configuration is at fault.
 */
export async function train({ path, overrides, resume, overwrite, records, shell }: TrainRequest): Promise<boolean> {
  const configuration = configurationOf(withOverrides(readJson(path), overrides), path);
  const reward = compileReward(configuration, shell);
  if (reward === undefined) return false;
  const backend = await backendOf(configuration);
  const { kernel, rewards } = rewardKernel(reward.program, backend, configuration.rewards);
  const identity = { reward: kernel.descriptor, program: reward.hash, backend, rewards };
  const folder = RunFolder.open(configuration, identity, {
    resume,
    overwrite,
    ...(records ? { echo: shell.out } : {}),
  });
  const stop = new AbortController();
  const interrupt = () => {
    stop.abort();
  };
  process.once("SIGINT", interrupt);
  try {
    const run = {
      kernel,
      folder,
      shell,
      signal: stop.signal,
      makeEnvironment: (size: number, seed: number) => makeEnvironment(configuration, size, seed),
    };
    await runWith(configuration, run);
    return true;
  } catch (error) {
    if (error instanceof SignalMismatch || error instanceof CheckpointError || error instanceof RangeError)
      throw new UsageError(error.message);
    if (!(error instanceof RewardError || error instanceof AssertionFailure || error instanceof Divergence))
      throw error;
    shell.err(`\n${error.message}\n`);
    folder.fail(error.message);
    return false;
  } finally {
    process.removeListener("SIGINT", interrupt);
    folder.close();
  }
}

function runWith(configuration: Configuration, run: Parameters<typeof runPpo>[1]): Promise<void> {
  switch (configuration.algorithm) {
    case "ppo":
      return runPpo(configuration, run);
    case "q-learning":
      return runTabular(configuration, run);
    case "grpo":
      return runGrpo(configuration, run);
  }
}

/** The name of the backend that is now tfjs's. */
async function backendOf({ backend, algorithm }: Configuration): Promise<string> {
  try {
    return (await useBackend(backend, { synchronous: algorithm === "q-learning" })).name;
  } catch (error) {
    if (error instanceof BackendError) throw new UsageError(`\`backend\`: ${error.message}`);
    throw error;
  }
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
