import { grpoDefaults, trainGrpo, type GrpoCheckpoint } from "../../runtime/agents/grpo/index.js";
import { isPrompted } from "../../runtime/environments/index.js";
import { Progress } from "../../runtime/logging/progress.js";
import { weightsHash } from "../../runtime/training/weights-hash.js";
import { UsageError } from "../command.js";
import type { GrpoConfiguration } from "./configuration.js";
import { requireParams, type Run } from "./run-ppo.js";

/** One group-relative training as configured: progress on stderr, records and checkpoints in the run's folder. */
export async function runGrpo(configuration: GrpoConfiguration, run: Run): Promise<void> {
  const { kernel, folder, shell, signal } = run;
  const { seed, updates, params, features, target, checkpointEvery = Infinity } = configuration;
  requireParams(kernel.descriptor, params);
  const given = Object.fromEntries(Object.entries(configuration.settings).filter(([, value]) => value !== undefined));
  const settings = { ...grpoDefaults, ...given };
  const environment = run.makeEnvironment(settings.groups * settings.members, seed);
  if (!isPrompted(environment))
    throw new UsageError(
      `\`environment\`: grpo compares answers to one prompt, and ${environment.metadata.name} has no prompts; \`sums\` and \`strings\` have`,
    );
  const resume = folder.resumed<GrpoCheckpoint>();
  if (resume === undefined) folder.write({ v: 1, type: "config", ...folder.identity, settings });
  const terminal = process.stderr.isTTY === true;
  const progress = new Progress({ write: shell.err, terminal, columns: process.stderr.columns ?? 100 });
  shell.err(
    `training ${kernel.descriptor.name} on ${environment.metadata.name} with grpo, seed ${seed}: ${folder.path}\n`,
  );
  const outcome = await trainGrpo({
    environment,
    kernel,
    settings,
    updates,
    seed,
    params,
    features,
    signal,
    ...(resume === undefined ? {} : { resume }),
    ...(target === undefined ? {} : { target }),
    checkpoint: {
      every: checkpointEvery,
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
  });
  const { agent, reason, steps, episodes, seconds } = outcome;
  const weights = weightsHash(agent.parameters);
  folder.write({ v: 1, type: "end", reason, steps, episodes, seconds, weights });
  shell.err(
    `${reason === "stopped" ? "stopped, continue with --resume" : "done"}: ${outcome.updates} updates in ${seconds.toFixed(1)} s, weights ${weights.slice(0, 12)}\n`,
  );
  agent.dispose();
}
