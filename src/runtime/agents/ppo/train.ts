import type { RunRecord, TrainRecord } from "../../logging/records.js";
import { EpisodeTracker, type TrackerState } from "../../training/episode-tracker.js";
import { Recent } from "../../training/recent.js";
import type { JudgedStep, RewardedEnvironment, RewardedState } from "../../training/rewarded-environment.js";
import { Window } from "../../training/window.js";
import { PpoAgent, type PpoAgentState } from "./agent.js";
import { makeLearner } from "./learner.js";
import type { PpoSettings } from "./settings.js";

/** All that a training remembers between two updates; `checkpoint.ts` writes it. */
export interface PpoCheckpoint {
  readonly kind: "ppo";
  readonly v: 1;
  readonly update: number;
  readonly steps: number;
  readonly episodes: number;
  readonly agent: PpoAgentState;
  readonly world: RewardedState;
  readonly tracker: TrackerState;
  readonly recent: { readonly return: readonly number[]; readonly shaped: readonly number[] };
}

export interface PpoTraining {
  readonly world: RewardedEnvironment;
  readonly settings: PpoSettings;
  /** Environment steps of all rows together; whole updates only, so at most this many. */
  readonly steps: number;
  readonly seed: number;
  /** Continues exactly where this was taken, with the same settings. */
  readonly resume?: PpoCheckpoint;
  readonly log?: (record: RunRecord) => void;
  /** Called after the first update that reaches each multiple of `every` steps, and at the end. */
  readonly checkpoint?: { readonly every: number; readonly save: (checkpoint: PpoCheckpoint) => void };
  /** Stops once the mean specified return of the last 100 episodes reaches this. */
  readonly target?: number;
  /** Stops after the running update. */
  readonly signal?: AbortSignal;
  /** Milliseconds; replaced in tests. */
  readonly now?: () => number;
}

export interface PpoOutcome {
  readonly agent: PpoAgent;
  readonly reason: "steps" | "target" | "stopped";
  readonly steps: number;
  readonly updates: number;
  readonly episodes: number;
  readonly seconds: number;
}

/** Records of single terms that were not finite stop after so many: `train` records keep counting. */
const nonFiniteRecords = 100;

/**
 * Proximal policy optimisation (Schulman et al., 2017) with the details of CleanRL's `ppo.py`, and truncation bootstrapped:
 *
 *     collect T steps of N rows → advantages → epochs × minibatches of Adam → record, checkpoint → again
 *
 * The same seed on the same machine and backend gives the same weights. The caller disposes the world and the outcome's agent.
 */
export async function trainPpo(training: PpoTraining): Promise<PpoOutcome> {
  const { world, settings, seed, resume } = training;
  const log = training.log ?? (() => undefined);
  /** Whether anybody hears what steps paid; a device is not asked otherwise. */
  const isRecorded = training.log !== undefined || training.checkpoint !== undefined || training.target !== undefined;
  const now = training.now ?? (() => performance.now());
  const batch = settings.environments * settings.rollout;
  const updates = Math.floor(training.steps / batch);
  checkSizes(training, updates);
  const { metadata } = world.environment;
  if (metadata.actions.kind !== "discrete")
    throw new Error(`${metadata.name} has continuous actions, this PPO discrete ones`);
  const { count } = metadata.actions;
  const agent = new PpoAgent({
    inputs: world.inputs,
    observation: metadata.observation,
    actions: count,
    settings,
    seed,
  });
  const tracker = new EpisodeTracker(world.kernel.descriptor, settings.environments);
  const window = new Window(world.kernel.descriptor);
  const recent = { return: new Recent(), shaped: new Recent() };
  let { update: done, steps, episodes } = resume ?? { update: 0, steps: 0, episodes: 0 };
  if (resume !== undefined) {
    agent.setState(resume.agent);
    await world.setState(resume.world);
    tracker.setState(resume.tracker);
    recent.return.setState(resume.recent.return);
    recent.shaped.setState(resume.recent.shaped);
  }
  const began = now();
  const firstSteps = steps;
  let judgedSteps = steps;
  let nonFinite = 0;
  const seconds = () => (now() - began) / 1000;
  const save = async () => {
    if (training.checkpoint === undefined) return;
    await learner.settle();
    training.checkpoint.save({
      kind: "ppo",
      v: 1,
      update: done,
      steps,
      episodes,
      agent: agent.getState(),
      world: await world.getState(),
      tracker: tracker.getState(),
      recent: { return: recent.return.getState(), shaped: recent.shaped.getState() },
    });
  };
  const tick = () => {
    world.clock = { steps, updates: done, episodes };
  };
  const judged = (step: JudgedStep) => {
    judgedSteps += settings.environments;
    const ended = tracker.add(step, judgedSteps);
    window.add(step, ended);
    for (const episode of ended) {
      recent.return.add(episode.return);
      recent.shaped.add(episode.shaped);
      training.log?.(episode);
    }
  };
  const learner = makeLearner(agent, world);
  let reason: PpoOutcome["reason"] = "steps";
  while (done < updates) {
    tick();
    const learningRate = settings.learningRate * (settings.anneal ? 1 - done / updates : 1);
    const statistics = await learner.learn(learningRate, {
      moved: ({ terminated, truncated, problems }) => {
        steps += settings.environments;
        terminated.forEach((end, row) => {
          if (end === 1 || truncated[row] === 1) episodes += 1;
        });
        for (const problem of problems) {
          if (nonFinite++ < nonFiniteRecords) log({ v: 1, type: "non-finite", steps, problem });
        }
        tick();
      },
      ...(isRecorded ? { judged } : {}),
    });
    done += 1;
    const recentReturn = recent.return.mean();
    const recentShaped = recent.shaped.mean();
    const record: TrainRecord = {
      v: 1,
      type: "train",
      update: done,
      steps,
      totalSteps: updates * batch,
      episodes,
      ...window.summary(),
      ...(recentReturn === undefined ? {} : { recentReturn }),
      ...(recentShaped === undefined ? {} : { recentShaped }),
      seconds: seconds(),
      stepsPerSecond: (steps - firstSteps) / Math.max(seconds(), 1e-9),
      learner: { learningRate, ...statistics },
    };
    log(record);
    const { every = Infinity } = training.checkpoint ?? {};
    if (Math.floor(steps / every) > Math.floor((steps - batch) / every)) await save();
    if (training.target !== undefined && recent.return.count >= 100 && (recentReturn ?? 0) >= training.target) {
      reason = "target";
      break;
    }
    // Tensors that can be read at once never leave the microtask queue: signals and timers need a turn of their own.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (training.signal?.aborted === true) {
      reason = "stopped";
      break;
    }
  }
  await save();
  learner.dispose();
  return { agent, reason, steps, updates: done, episodes, seconds: seconds() };
}

function checkSizes({ world, settings, steps }: PpoTraining, updates: number): void {
  const batch = settings.environments * settings.rollout;
  if (world.environment.size !== settings.environments) {
    throw new RangeError(
      `the settings speak of ${String(settings.environments)} environments, there are ${String(world.environment.size)}`,
    );
  }
  if (batch % settings.minibatches !== 0) {
    throw new RangeError(`${String(batch)} steps do not divide into ${String(settings.minibatches)} minibatches`);
  }
  if (updates < 1) throw new RangeError(`${String(steps)} steps are not one update of ${String(batch)}`);
}
