import { defaultSettings, TabularTraining, type TabularTrainingState } from "../../runtime/agents/tabular/index.js";
import { Progress } from "../../runtime/logging/progress.js";
import { EpisodeTracker, type TrackerState } from "../../runtime/training/episode-tracker.js";
import { observedKernel } from "../../runtime/training/observed-kernel.js";
import { Recent } from "../../runtime/training/recent.js";
import type { JudgedStep } from "../../runtime/training/rewarded-environment.js";
import { weightsHash } from "../../runtime/training/weights-hash.js";
import { Window } from "../../runtime/training/window.js";
import { UsageError } from "../command.js";
import type { TabularConfiguration } from "./configuration.js";
import { discountMismatch } from "./discount-mismatch.js";
import type { Run } from "./run-ppo.js";

/** All that a tabular training remembers. */
interface TabularCheckpoint {
  readonly training: TabularTrainingState;
  readonly tracker: TrackerState;
  readonly episodes: number;
  readonly recent: { readonly return: readonly number[]; readonly shaped: readonly number[] };
}

/** Steps of every row between two `train` records. */
const interval = 100;

/** One training of a Q-table (or of several independent ones) as configured. */
export async function runTabular(configuration: TabularConfiguration, run: Run): Promise<void> {
  const { folder, shell, kernel, signal } = run;
  const { seed, checkpointEvery = Infinity } = configuration;
  if (Object.keys(configuration.params).length > 0)
    throw new UsageError("`params`: the tabular learner takes the declared values");
  const { runs = 1, ...given } = configuration.settings;
  const settings = {
    ...defaultSettings,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  shell.err(discountMismatch(kernel.descriptor, settings.shaped ? settings.discount : undefined) ?? "");
  const rowSteps = Math.floor(configuration.steps / runs);
  if (rowSteps < 1)
    throw new UsageError(`\`steps\`: ${configuration.steps} steps are not one for each of ${runs} runs`);
  const tracker = new EpisodeTracker(kernel.descriptor, runs);
  const window = new Window(kernel.descriptor);
  const recent = { return: new Recent(), shaped: new Recent() };
  let episodes = 0;
  let steps = 0;
  const see = (step: JudgedStep): void => {
    steps += runs;
    const ended = tracker.add(step, steps);
    window.add(step, ended);
    for (const problem of step.problems) folder.write({ v: 1, type: "non-finite", steps, problem });
    for (const episode of ended) {
      episodes += 1;
      recent.return.add(episode.return);
      recent.shaped.add(episode.shaped);
      folder.write(episode);
    }
  };
  const training: TabularTraining = new TabularTraining({
    environment: run.makeEnvironment(runs, seed),
    tasks: [
      {
        ...(configuration.automaton === undefined ? {} : { automaton: configuration.automaton }),
        kernel: observedKernel(kernel, see, () => training.episodeSteps),
      },
    ],
    learners: [{ rows: { first: 0, count: runs }, settings }],
    seed,
  });
  const resume = folder.resumed<TabularCheckpoint>();
  if (resume === undefined) {
    folder.write({ v: 1, type: "config", ...folder.identity, settings: { runs, ...settings } });
  } else {
    training.setState(resume.training);
    tracker.setState(resume.tracker);
    recent.return.setState(resume.recent.return);
    recent.shaped.setState(resume.recent.shaped);
    episodes = resume.episodes;
    steps = training.steps * runs;
  }
  const save = () => {
    const state: TabularCheckpoint = {
      training: training.getState(),
      tracker: tracker.getState(),
      episodes,
      recent: { return: recent.return.getState(), shaped: recent.shaped.getState() },
    };
    folder.save(state, steps);
  };
  const progress = new Progress({
    write: shell.err,
    terminal: process.stderr.isTTY === true,
    columns: process.stderr.columns ?? 100,
  });
  shell.err(
    `training ${kernel.descriptor.name} on ${configuration.environment.name} with q-learning, seed ${seed}: ${folder.path}\n`,
  );
  const began = performance.now();
  const firstSteps = steps;
  const seconds = () => (performance.now() - began) / 1000;
  let update = Math.ceil(training.steps / interval);
  while (training.steps < rowSteps && !signal.aborted) {
    const before = steps;
    training.run(Math.min(interval, rowSteps - training.steps));
    update += 1;
    const recentReturn = recent.return.mean();
    const recentShaped = recent.shaped.mean();
    const record = {
      v: 1,
      type: "train",
      update,
      steps,
      totalSteps: rowSteps * runs,
      episodes,
      ...window.summary(),
      ...(recentReturn === undefined ? {} : { recentReturn }),
      ...(recentShaped === undefined ? {} : { recentShaped }),
      seconds: seconds(),
      stepsPerSecond: (steps - firstSteps) / Math.max(seconds(), 1e-9),
      learner: { learningRate: settings.learningRate, exploration: settings.exploration },
    } as const;
    folder.write(record);
    progress.show(record);
    if (Math.floor(steps / checkpointEvery) > Math.floor(before / checkpointEvery)) save();
    // Lets an interruption through: the loop itself never waits.
    await new Promise((next) => setImmediate(next));
  }
  save();
  progress.end();
  const stopped = training.steps < rowSteps;
  const weights = weightsHash(Float64Array.from(training.getState().learners.flatMap((learner) => learner.values)));
  folder.write({
    v: 1,
    type: "end",
    reason: stopped ? "stopped" : "steps",
    steps,
    episodes,
    seconds: seconds(),
    weights,
  });
  shell.err(
    `${stopped ? "stopped, continue with --resume" : "done"}: ${steps} steps in ${seconds().toFixed(1)} s, table ${weights.slice(0, 12)}\n`,
  );
  training.dispose();
}
